#include "jobs/vocabulary.h"

namespace termwise::jobs {

report::Vocabulary vocabulary_of(const settings::Settings& settings) {
  return {[&settings](const std::string& code) { return settings.measure(code); }, settings.attributes};
}

}  // namespace termwise::jobs
