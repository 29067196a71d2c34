/// \file
/// summary.json: the record summed up for programs. Keys are stable: new ones may join, none changes its meaning.
///
/// `format` 1 · `hallmark` version · `verdict` {`exit`, `reason`}, null where the run did not finish ·
/// `still_gives_out`, `alarms` and, further down, `coverage` as coverage_json.h has them · `certification` ·
/// `self_proof`
/// {`planted`, `holds`, `cases` [{`case`, `device_type`, `outcome`, `text`}]}, null where none was made · `signing`
/// · `implementation` (as it said, or null) · `target` · `schema` {`version`, `digest`} · `profile` {`origin`,
/// `digest`, `acknowledged`, `differences`} · `facts` digest · `seed` (a string: it may exceed 2^53) · `strict` ·
/// `selection` {`filter`, `suites`, `selected`, `shards`, `shard`} · `counts` cases by outcome, and `not_run` ·
/// `requirements` [{`id`, `level`, `basis`, `citations` [{`document`, `section`}], `text`, `judged` (= passed + failed
/// + warned), `passed`, `failed`, `warned`, `inconclusive`, `errors`, `not_applicable`, `cases` (the first ten that
/// failed)}], every requirement of the facts; `basis` and `text` are null for an id they do not know ·
/// `gives_out` [{`srv`, `device_types`, `level`}] · `open_points` [{`kind`, `subject`, `text`, `count`}] ·
/// `not_run` [{`reason`, `count`}] · `matrix` [{`srv`, `device_type`, `expect`, `level`, `clear`, `restricted`,
/// `outcome`, `cases` (how many), `worst` (case id)}] · `times` {`started`, `finished`}.
#pragma once

#include <string>

#include "harness/run/record.h"

namespace hallmark::reports {

/// The document, indented by two, in ASCII, with a line feed at its end.
std::string summary_json(const run::Record& record, const spec::Facts& facts);

}  // namespace hallmark::reports
