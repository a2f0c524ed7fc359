// Every page, one function each, in the files named for what they show. For site.cpp.
#pragma once

#include "web/page.h"

namespace termwise::web {

Result<Response> home_page(const PageContext& context);      // home_page.cpp: the LAs
Result<Response> findings_page(const PageContext& context);  // findings_page.cpp: /las/886/findings
Result<Response> findings_csv(const PageContext& context);   // findings_csv.cpp: /las/886/findings.csv
Result<Response> school_page(const PageContext& context);    // school_page.cpp: /las/886/schools/900006
Result<Response> finding_page(const PageContext& context);   // finding_page.cpp: .../ks2-floor/2016-17
Result<Response> quality_page(const PageContext& context);   // quality_page.cpp: /las/886/quality
Result<Response> quality_csv(const PageContext& context);    // quality_csv.cpp: /las/886/quality.csv
Result<Response> runs_page(const PageContext& context);      // runs_page.cpp: /runs
Result<Response> run_page(const PageContext& context);       // runs_page.cpp: /runs/12
Result<Response> status_page(const PageContext& context);    // status_page.cpp: /status
Result<Response> metrics(const PageContext& context);        // metrics.cpp: /metrics, in OpenMetrics
Result<Response> ready(const PageContext& context);          // health.cpp: /readyz: able to work
Result<Response> style_sheet(const PageContext& context);    // site.cpp: /style.css

}  // namespace termwise::web
