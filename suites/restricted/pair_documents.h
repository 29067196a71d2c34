/// \file
/// Which documents a pair tries, and what a request of a pair refers to.
#pragma once

#include <vector>

#include "harness/generator/request_template.h"
#include "suites/restricted/pair.h"

namespace hallmark::suites {

/// The documents that a question is tried with, in this order: the sample that suits it best, where one does; the least
/// and a rich one written from the schema.
std::vector<schema::Sample> documents_for(const Material& material, const Question& question, std::uint64_t seed,
                                          scenario::Instant now);

/// A Create Schedule that a role may make for a device type; its scheduled read is one that the role may ask.
schema::Sample schedule_for(const Material& material, const std::string& role, const std::string& device_type,
                            scenario::Instant now);

/// The request whose local command (Command Variant 2) a device of that type can answer, for 8.13. Null: there is none.
const spec::ServiceRequest* local_command_for(const spec::Facts& facts, const std::string& device_type,
                                              const std::string& role);

}  // namespace hallmark::suites
