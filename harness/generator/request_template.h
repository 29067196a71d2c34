/// \file
/// Requests written from the schema, in the form of samples: for where a sample is missing or was refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/generator/request_grammar.h"
#include "harness/schema/samples.h"

namespace hallmark::generator {

/// What a template is to be for. The schema knows none of it, and all of it decides which branches make sense.
struct TemplateUse {
  const spec::ServiceRequest* service = nullptr;
  std::string device_type;  ///< empty where it concerns no device
  std::string role;
  const spec::ServiceRequest* scheduled = nullptr;  ///< 5.1: what is scheduled
};

/// Writes templates. Immutable; may be used from several threads.
class RequestTemplates {
 public:
  /// Certificates and signatures, which nobody can make up, are those of the samples. Keeps references.
  RequestTemplates(const RequestGrammar& grammar, const std::vector<schema::Sample>& samples);

  const RequestGrammar& grammar() const { return grammar_; }
  /// A request as a sample is one: `request` rewrites its ids and header. Dates are near `now`, where needed after it;
  /// it stands in no sequence. `size` is least or rich. Throws std::invalid_argument where the schema has no such body.
  schema::Sample write(const TemplateUse& use, Size size, std::uint64_t seed, scenario::Instant now) const;

  /// What a Create Schedule may name for this User and device: a read that GBCS marks sensitive where there is one.
  /// Null: nothing.
  const spec::ServiceRequest* schedulable(const spec::Facts& facts, const std::string& role,
                                          const std::string& device_type) const;

 private:
  std::vector<Index> branches(const TemplateUse& use, std::uint32_t body) const;

  const RequestGrammar& grammar_;
  const std::vector<schema::Sample>& samples_;
};

}  // namespace hallmark::generator
