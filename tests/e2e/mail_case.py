"""What the tests of digests share: an LA with people, doctored files, and messages as a mail program reads them."""
import email
import email.policy
import re
import shutil

from daemon_case import SAMPLE, DaemonCase
from doctored import doctored

NORFOLK = "2016-2017_926_ks2final.csv"
# Below the floor standard by design: config/sample/README.md.
BELOW_AT_FIRST = {"900201", "900203", "900206", "900210"}
DOMAIN = "norfolk.example.invalid"
MAIL = """
[mail]
owner = "data-manager"
allowed_domains = ["{domain}"]
[mail.subject_prefix]
en = "Norfolk schools"
"""


def person(role, schedule="", *more, domain=DOMAIN):
    lines = [f'[[person]]\nrole = "{role}"\naddress = "{role}@{domain}"']
    if schedule:
        lines.append(f'schedule = "{schedule}"')
    return "\n".join([*lines, *more]) + "\n"


def digest_schedule(name, rule, more=""):
    return f'[[schedule]]\nname = "{name}"\njob = "digest"\nrule = "{rule}"\n{more}\n'


def address(role):
    return f"{role}@{DOMAIN}"


def parsed(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def section(text, heading):
    """The URNs of a digest's section; sections stand two empty lines apart."""
    for block in text.split("\n\n\n"):
        found = re.match(rf"{heading} \((\d+)[^)]*\)$", block, re.MULTILINE)
        if found:
            urns = re.findall(r"^\* .* \(URN (\d+)\)$", block, re.MULTILINE)
            assert len(urns) == int(found[1]), text
            return set(urns)
    return set()


class MailCase(DaemonCase):
    mail = ""  # more of [mail]

    def setUp(self):
        self.drops = self.directory / "mail"
        shutil.rmtree(self.drops, ignore_errors=True)
        self.settings = f"{self.settings}[mail]\n{self.mail or self.into_directory()}"
        super().setUp()

    def into_directory(self):
        return f'directory = "{self.drops}"\n'

    def norfolk(self, *people, schedules="", plugin="national"):
        (self.config / "las" / "926.toml").write_text(
            f'code = "926"\nname = "Norfolk"\n[[plugin]]\nname = "{plugin}"\n{schedules}{MAIL.format(domain=DOMAIN)}' +
            "".join(people), encoding="utf-8")

    def doctored_file(self, changes, number=1):
        """Norfolk's file with other figures, as its corrected edition."""
        folder = self.directory / f"doctored-{number}"
        folder.mkdir(exist_ok=True)
        (folder / NORFOLK).write_bytes(doctored((SAMPLE / NORFOLK).read_bytes(), changes))
        return folder / NORFOLK

    def dropped(self):
        """The messages in the directory, by their address."""
        found = {}
        for path in sorted(self.drops.glob("*")):
            self.assertEqual(path.suffix, ".eml", path)
            found.setdefault(parsed(path.read_bytes())["To"].addresses[0].addr_spec, []).append(path)
        return found

    def read_dropped(self, role):
        """The one message to a role that came since this was last asked."""
        path, = self.dropped()[address(role)]
        content = path.read_bytes()
        path.unlink()
        return parsed(content)

    def messages(self):
        return self.rows("select id, kind, la_code, address, role, subject, message_id, state, sentence, tries, "
                         "occurrence, about_message, encode(content, 'hex') as content "
                         "from termwise.message order by id")
