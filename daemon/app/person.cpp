#include "app/person.h"

#include <unistd.h>

#include <cstdlib>

#include <fmt/format.h>

#include "app/workspace.h"
#include "base/process.h"
#include "base/text.h"

namespace termwise::app {

std::string person_at_the_keyboard() {
  const auto user = find_user(::geteuid());
  std::string name = user ? user->name : fmt::format("user {}", ::geteuid());
  if (const char* person = std::getenv("SUDO_USER"); person != nullptr && is_utf8(person) && *person != '\0')
    name = fmt::format("{}, as {},", person, name);
  return fmt::format("{} on {}", name, host_name());
}

}  // namespace termwise::app
