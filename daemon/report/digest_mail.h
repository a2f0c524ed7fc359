// A digest, and a notice of a failure, as messages: worded by the templates in templates/, text and HTML from one view.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "report/digest.h"
#include "report/mail_message.h"

namespace termwise::report {

// Who is written to, by whom and why.
struct Letter {
  Mailbox from;
  Mailbox to;
  std::string prefix;         // of the subject: "Kent schools"
  std::string role;           // "head-of-school-improvement"
  std::string owner;          // who answers for it: "Sam Example, data-manager"
  std::string owner_address;  // of a digest never empty
  std::string schedule;       // when it comes: "every Monday at 07:00"
  std::string message_id;     // without angle brackets
  std::string public_url;     // empty: no links
  std::string stop_token;     // empty: never written to before
};

// `chart_png`: the picture of chart_of(digest), where that is a chart. It is costly to make and the same for everybody who
// is told of the same rules, so that it is made once for them all. Error (exit 70): a template is wrong.
Result<MailMessage> digest_mail(const Digest& digest, const Letter& letter, const std::string& chart_png);

// The HTML part as a file that a browser shows by itself: its picture stands in it.
std::string standalone_html(const MailMessage& message);

// What has failed, for its owner.
struct Notice {
  std::string heading;  // "The floor check of Kent has failed"
  std::chrono::sys_seconds when;
  std::string la_name;  // empty: of no one LA
  std::string what;
  std::string cause;  // may be empty
  std::string remedy;
  std::vector<std::string> commands;
  std::string path;  // of a page; empty: none
};

Result<MailMessage> notice_mail(const Notice& notice, const Letter& letter);

}  // namespace termwise::report
