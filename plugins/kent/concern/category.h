// Kent's categories of schools causing concern: exactly one for each school, and every reason that holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

// What is known of each of the questions that the categories are made of.
struct Concern {
  Truth inadequate = Truth::no;
  Truth low_attaining = Truth::no;
  Truth progress_low = Truth::no;
  Truth vulnerable = Truth::no;
};

// The category by precedence. Where what is missing could only lead to a graver one, the one that is certain, and `open`;
// where it could lead to none at all, NOT_KNOWN.
struct Category {
  std::string_view outcome;
  bool open = false;
};
Category category_of(const Concern& concern);
// Every one that what is missing leaves possible, the gravest first; NONE among them.
std::vector<std::string_view> possible_categories(const Concern& concern);
// "\"low attaining\"", "none", "not known"
std::string category_in_words(const Category& category);

// Looks at everything, keeps the evidence and the notes, and fills what the sentences of concern_category() need.
Concern look_at(Case& school);

// The rule's parts, for others that ask the same of a school.
std::vector<Read> reads_of_concern();
std::vector<Items> items_of_concern();
std::vector<Parameter> parameters_of_concern();

Rule concern_category();

}  // namespace termwise::kent
