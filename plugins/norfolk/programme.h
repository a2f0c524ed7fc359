// Norfolk's programme of visits: "School Improvement Partnership Programme (Primary)" of 2011/12, and before it the SIPs' autumn
// visit of 2010/11.
#pragma once

#include "visits/programme.h"

namespace termwise::norfolk {

const visits::Programme& programme();

}  // namespace termwise::norfolk
