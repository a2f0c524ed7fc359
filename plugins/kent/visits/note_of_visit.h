// Whether notes of visit have in them what Kent asks for: of the Autumn Pupil Review visit above all, and of the others too.
// A note that conforms still has to be read and signed by a person.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::kent {

Rule note_of_visit_conformity();

}  // namespace termwise::kent
