/// \file
/// Sentences that the text and the HTML report share. They are not escaped yet: each renderer does that its own way.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/tally.h"

namespace hallmark::reports {

/// The verdict in one sentence, or that the run did not finish.
std::string verdict_sentence(const run::Record& record);

/// What was run against what, with what: label and value, in the order in which to show them.
std::vector<std::pair<std::string, std::string>> particulars(const run::Header& header);

/// "name version" of the implementation, or that it never said.
std::string implementation_name(const run::Header& header);

/// What belongs beside the verdict: that the run is invalid, sensitive rows permitted knowingly, what became of the
/// data of the Restricted time, vacuity alarms.
std::vector<std::string> headline(const run::Record& record);

/// "4.1.1 Read Instantaneous Import Registers"; the SRV alone where the facts do not know it.
std::string srv_with_name(const std::string& srv, const spec::Facts& facts);

/// What the requests of a run reached of the schema, in one line; empty where that was not taken.
std::string schema_coverage_sentence(const run::Record& record);

/// What an empty list of what is still given out means.
std::string_view nothing_given_out(const run::Record& record);

/// The kind of a note in words: "open point".
std::string kind_in_words(const std::string& kind);

/// A list with commas: "ESME, GSME".
std::string listed(const std::vector<std::string>& words);

}  // namespace hallmark::reports
