#include <string>

#include <gtest/gtest.h>

#include "mail/dialogue.h"

namespace termwise::mail {
namespace {

Dialogue until_recipient() {
  Dialogue dialogue("hunter2");
  dialogue.received("220 relay.test\r\n");
  dialogue.sent("EHLO termwise.test\r\n");
  dialogue.received("250 relay.test\r\n");
  dialogue.sent("MAIL FROM:<a@kent.test>\r\n");
  dialogue.received("250 2.1.0 Ok\r\n");
  dialogue.sent("RCPT TO:<b@kent.test>\r\n");
  return dialogue;
}

TEST(Dialogue, FollowsTheCommands) {
  Dialogue dialogue = until_recipient();
  EXPECT_EQ(dialogue.phase(), Phase::recipient);
  EXPECT_EQ(dialogue.code(), 0);
  dialogue.received("250 2.1.5 Ok\r\n");
  dialogue.sent("DATA\r\n");
  EXPECT_EQ(dialogue.phase(), Phase::data);
  EXPECT_FALSE(dialogue.given());
  dialogue.received("354 Go ahead\r\n");
  dialogue.message_given();
  EXPECT_TRUE(dialogue.given());
  EXPECT_EQ(dialogue.code(), 0);
  dialogue.received("250 2.0.0 Queued\r\n");
  EXPECT_EQ(dialogue.code(), 250);
}

TEST(Dialogue, AnAnswerIsCompleteWithItsLastLine) {
  Dialogue dialogue = until_recipient();
  dialogue.received("550-5.1.1 There is\r\n");
  EXPECT_EQ(dialogue.code(), 0);
  dialogue.received("550 5.1.1 nobody\r\n");
  EXPECT_EQ(dialogue.code(), 550);
  EXPECT_EQ(dialogue.words(), "'550-5.1.1 There is 550 5.1.1 nobody'");
}

TEST(Dialogue, AnAnswerMayBeACodeAlone) {
  for (const auto* const line : {"451", "451\r\n", "451 \r\n"}) {
    Dialogue dialogue = until_recipient();
    dialogue.received(line);
    EXPECT_EQ(dialogue.code(), 451) << line;
  }
  for (const auto* const line : {"", "45", "4x1 no", "no answer", "\xFF\xFF\xFF"}) {
    Dialogue dialogue = until_recipient();
    dialogue.received(line);
    EXPECT_EQ(dialogue.code(), 0) << line;
  }
}

TEST(Dialogue, TheGoodbyeChangesNothing) {
  Dialogue dialogue = until_recipient();
  dialogue.received("550 5.1.1 Nobody\r\n");
  dialogue.sent("QUIT\r\n");
  dialogue.received("221 Bye\r\n");
  EXPECT_TRUE(dialogue.closing());
  EXPECT_EQ(dialogue.phase(), Phase::recipient);
  EXPECT_EQ(dialogue.code(), 550);
  EXPECT_EQ(dialogue.words(), "'550 5.1.1 Nobody'");
}

TEST(Dialogue, ALoginIsNotTakenForCommands) {
  Dialogue dialogue("hunter2");
  dialogue.sent("EHLO termwise.test\r\n");
  EXPECT_FALSE(dialogue.tried_login());
  dialogue.sent("AUTH LOGIN\r\n");
  for (const auto* const line : {"DATA\r\n", "STARTTLS\r\n"}) {  // base64, both
    dialogue.sent(line);
    EXPECT_EQ(dialogue.phase(), Phase::login) << line;
  }
  EXPECT_TRUE(dialogue.tried_login());
}

TEST(Dialogue, SecretsAreLeftOut) {
  for (const auto* const said : {"535 hunter2 is wrong", "535 you said AHRlcm13aXNlAGh1bnRlcjI="}) {
    Dialogue dialogue("hunter2");
    dialogue.sent("EHLO termwise.test\r\n");
    dialogue.sent("AUTH PLAIN AHRlcm13aXNlAGh1bnRlcjI=\r\n");  // "\0termwise\0hunter2"
    dialogue.received(said);
    EXPECT_EQ(dialogue.words().find("hunter2"), std::string::npos);
    EXPECT_EQ(dialogue.words().find("AHRlcm13"), std::string::npos);
    EXPECT_NE(dialogue.words().find("535"), std::string::npos);
  }
  // The mechanism's name, and the star that breaks a login off, are none.
  Dialogue dialogue("hunter2");
  dialogue.sent("AUTH LOGIN\r\n");
  dialogue.sent("*\r\n");
  dialogue.received("501 5.7.0 LOGIN *broken off*");
  EXPECT_EQ(dialogue.words(), "'501 5.7.0 LOGIN *broken off*'");
}

TEST(Dialogue, WordsAreShortAndPlain) {
  Dialogue dialogue = until_recipient();
  dialogue.received("550 " + std::string(296, 'x'));
  EXPECT_EQ(dialogue.words(), "'550 " + std::string(296, 'x') + "'");
  dialogue = until_recipient();
  dialogue.received("550 " + std::string(297, 'x'));
  EXPECT_EQ(dialogue.words(), "'550 " + std::string(296, 'x') + "...'");
  dialogue = until_recipient();
  dialogue.received("550 \x1B[2J\x07\xE2\x80\xAE gone");
  EXPECT_EQ(dialogue.words(), "'550 ?[2J???? gone'");
  dialogue = until_recipient();
  for (int i = 0; i < 10'000; ++i) dialogue.received("550-" + std::string(900, 'y'));
  dialogue.received("550 end");
  EXPECT_EQ(dialogue.code(), 550);
  EXPECT_EQ(dialogue.words().size(), 305U);  // 300 of them, the dots and the quotation marks
}

}  // namespace
}  // namespace termwise::mail
