// A programme of visits as an LA publishes it: which visits a school has in a year, in which terms, what is on their agendas,
// what has to be there before, and what quality assurance asks for. The rules are made from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::visits {

class Look;
struct Standing;

// An item of an agenda, in words that follow "Its agenda: ": "the results of 2010/11". Empty where it does not arise. What it
// is tailored by it keeps as evidence.
using AgendaItem = std::string (*)(Look& look, const Standing& visit);

// The agenda from one academic year on, until a later one takes its place.
struct Agenda {
  int from = 0;  // the summer
  std::vector<AgendaItem> items;
};

// What quality assurance asks for: in words that follow "still needs ", or empty where it has it.
using Assured = std::string (*)(Look& look, const Standing& visit);

// What a visit has come to, as whole sentences.
using Output = std::string (*)(Look& look, const Standing& visit);

// A visit that this one builds on.
struct Follows {
  std::string_view type;
  bool must = true;  // otherwise a warning is enough
};

struct PlannedVisit {
  std::string id;          // of the rule: "visit-2"
  std::string_view name;   // "visit 2"
  std::string_view about;  // to follow it: "on self-evaluation"
  std::string_view type;   // as the register of visits says it
  std::string_view term;
  std::vector<Agenda> agendas;                   // the earliest first
  std::vector<std::string_view> documents = {};  // that it always needs, as the register of documents calls them
  std::vector<Assured> before = {};              // what quality assurance asks for before the visit
  std::vector<Assured> after = {};               // and what after it
  std::vector<Output> outputs = {};
  std::optional<Follows> follows = {};
  bool leaves_a_record = true;
};

// Texts are constants; a programme outlives every rule that is made with it.
struct Programme {
  std::string_view adviser;  // follows "the": "link adviser"
  std::string_view record;   // follows "the": "record of visit"
  std::string_view records;  // of several
  std::string_view source;
  bool trains_its_own = false;       // whether the LA may have trained an adviser who was never accredited
  std::vector<PlannedVisit> visits;  // in the order in which they are held
};

}  // namespace termwise::visits
