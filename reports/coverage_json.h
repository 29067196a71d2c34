/// \file
/// The parts of summary.json about coverage and about what is still given out.
#pragma once

#include "harness/run/record.h"
#include "reports/tally.h"

namespace hallmark::reports {

/// How often a requirement was judged, and how: {`judged`, `passed`, `failed`, `warned`, `inconclusive`, `errors`,
/// `not_applicable`}.
run::Json judged_json(const RequirementTally& tally);

/// `coverage`: {`requirements` [{`id`, `judged`, `passed`, `failed`, `warned`, `inconclusive`, `errors`,
/// `not_applicable`, `cases` (the first five that judged it), `why_not` (null where it was judged)}], `states`
/// {`entered` [{`state`, `times`}], `never_entered` [state], `transitions` [{`from`, `by`, `to`, `times`}]}, `cells`
/// [{`srv`, `device_type`, `flag`, `accepted`, `refused`, `passed_on`}], `alerts` [{`code`, `flag`, `sent`,
/// `delivered`}], `operations` [{`operation`, `asked`, `accepted`}], `open_points` [{`point`, `met`, `shown_only`,
/// `answers` [{`key`, `answer`, `cases`, `first`}]}]}. `states`, `cells`, `alerts` and `operations` are null where the
/// record does not tell.
run::Json coverage_json(const run::Record& record, const spec::Facts& facts);

/// `still_gives_out`: {`requests` [{`srv`, `name`, `device_types`, `profile`, `level`, `consumption`}], `alerts`
/// [{`code`, `name`, `sent`, `delivered`}], `flag_lost` [{`way`, `device_type`, `cases`}], `open_rows` [{`row`, `seen`,
/// `cases`}]}.
run::Json still_gives_out_json(const run::Record& record, const spec::Facts& facts);

/// `alarms`: [{`kind`, `subject`, `text`}].
run::Json alarms_json(const run::Record& record);

}  // namespace hallmark::reports
