# Messages from standard input, each behind its size and a line feed, as MIME::Parser reads them: one JSON array of what
# mail_parsers_test.py compares.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode);
use JSON::PP;
use MIME::Parser;

sub decoded { my ($text) = @_; return decode('MIME-Header', $text); }

sub field {
    my ($head, $name) = @_;
    my $value = $head->get($name);
    return undef unless defined $value;
    $value =~ s/\r?\n//g;
    $value =~ s/^ +//;
    return $value;
}

sub mailbox {
    my ($value) = @_;
    return ['', $value] unless $value =~ /^(.*?) *<([^<>]*)>$/;
    my ($phrase, $address) = ($1, $2);
    return [decoded($phrase), $address] unless $phrase =~ /^"(.*)"$/;
    $phrase = $1;
    $phrase =~ s/\\(.)/$1/g;
    return [$phrase, $address];
}

sub tree {
    my ($entity) = @_;
    my $head = $entity->head;
    my %node = (type => $entity->mime_type, parts => [map { tree($_) } $entity->parts]);
    return \%node if $entity->is_multipart;
    $node{charset} = $head->mime_attr('content-type.charset');
    $node{disposition} = $head->mime_attr("content-disposition") || undef;
    $node{file_name} = $head->recommended_filename;
    $node{content_id} = field($head, 'Content-ID');
    $node{sha256} = sha256_hex($entity->bodyhandle->as_string);
    return \%node;
}

binmode STDIN;
my @answers;
while (defined(my $size = <STDIN>)) {
    read(STDIN, my $bytes, int $size) == $size or die 'a message is shorter than its size says';
    my $parser = MIME::Parser->new;
    $parser->output_to_core(1);
    $parser->tmp_to_core(1);
    my $entity = $parser->parse_data($bytes);
    my $head = $entity->head;
    push @answers, {
        names => [map { lc } $head->tags],
        subject => decoded(field($head, 'Subject')),
        from => mailbox(field($head, 'From')),
        to => mailbox(field($head, 'To')),
        message_id => field($head, 'Message-ID'),
        problems => [$parser->results->errors, $parser->results->warnings],
        tree => tree($entity),
    };
}
print JSON::PP->new->ascii->encode(\@answers);
