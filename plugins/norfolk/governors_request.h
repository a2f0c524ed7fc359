// Intervention by the Local Authority, which is normally at the request of the governing body or in consultation with it.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::norfolk {

Rule governors_request();

}  // namespace termwise::norfolk
