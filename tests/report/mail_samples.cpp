// mail_samples FILE: the messages that the JSON file describes as mime_bytes() makes them, each behind its size and a
// line feed. For mail_parsers_test.py.
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "report/mail_message.h"

namespace {

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

termwise::report::MailMessage message(const nlohmann::json& json) {
  termwise::report::MailMessage result;
  result.from = {json.at("from").at(0), json.at("from").at(1)};
  result.to = {json.at("to").at(0), json.at("to").at(1)};
  result.subject = json.at("subject");
  result.message_id = json.at("message_id");
  result.date = std::chrono::sys_seconds(std::chrono::seconds(json.at("date").get<std::int64_t>()));
  for (const auto& header : json.at("headers")) result.headers.emplace_back(header.at(0), header.at(1));
  result.text = json.at("text");
  result.html = json.at("html");
  if (const auto& image = json.at("image"); !image.is_null())
    result.image = {image.at("content_id"), image.at("file_name"), from_hex(image.at("png"))};
  return result;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 64;
  std::ifstream file(arguments[1]);
  for (const auto& json : nlohmann::json::parse(file)) {
    const std::string bytes = mime_bytes(message(json));
    std::cout << bytes.size() << '\n' << bytes;
  }
  return std::cout.good() ? 0 : 1;
}
