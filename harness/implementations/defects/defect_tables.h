/// \file
/// The tables of defects, one a matter. Each gives its rows in a fixed order.
#pragma once

#include <vector>

#include "harness/implementations/defects/conditions.h"
#include "harness/implementations/defects/effects.h"

namespace hallmark::implementations {

using Defects = std::vector<Defect>;

Defects profile_defects(const spec::Facts& facts);  ///< rows of the shipped profile the wrong way round
Defects guard_defects(const spec::Facts& facts);    ///< what the flag is asked about, and when
Defects route_defects();                            ///< ways past it, one open in each
Defects flag_control_defects();
Defects prepayment_defects();
Defects alert_defects(const spec::Facts& facts);
Defects service_flag_defects();
Defects feed_defects();
Defects install_code_defects();
Defects request_defects();   ///< what is let in
Defects response_defects();  ///< what is answered
Defects report_defects();
Defects choice_defects();
Defects history_defects();     ///< what only a history brings to light
Defects recogniser_defects();  ///< honest as long as they think that they are tested
Defects concealer_defects();   ///< they hide what they do

}  // namespace hallmark::implementations
