/// \file
/// What the facts add to the schema: which header goes with which body. The schema binds none of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/document.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// What one request says of itself in its header.
struct Meaning {
  const spec::ServiceRequest* service = nullptr;
  int command_variant = 1;
  std::string role;    ///< that the originator holds; empty where no role is eligible
  std::string user;    ///< EUI-64 of the originator
  std::string target;  ///< EUI-64 of the device, or of the DCC
  std::uint64_t counter = 1;
};

/// Ties bodies to Service Requests by the facts and fills in headers. Immutable; keeps references.
class Semantics {
 public:
  /// Throws std::invalid_argument where the blueprint has no header as DUIS has it.
  Semantics(const spec::Facts& facts, const Documents& documents);

  /// A body, a Service Request whose body it is, and a Command Variant that goes with both.
  struct Pairing {
    std::uint32_t body = 0;
    const spec::ServiceRequest* service = nullptr;
    int command_variant = 1;
  };

  /// All pairings a body allows. A critical request goes out as its own element for Command Variant 4 and comes back
  /// as SignedPreCommand for 5, 6 and 7.
  std::vector<Pairing> pairings(std::uint32_t body) const;
  /// All of all bodies, in the order of the schema.
  std::vector<Pairing> pairings() const;

  /// A pairing of a body by chance, with an eligible role; ids are the caller's to set.
  Meaning meaning(std::uint32_t body, Random& random) const;

  /// Writes a meaning into the header's values and the schema's version into its attribute.
  void fill(Values& values, const Meaning& meaning) const;

  /// Elements that say, once more, which device a request is about take the target's id.
  void fill_device(Values& values, const std::string& device) const;

  /// What facts and schema do not agree on: a body no Service Request has, a Service Request whose body is unknown,
  /// a Variant the schema does not list. Empty: nothing.
  std::vector<std::string> contradictions() const;

 private:
  Index site(std::string_view path) const;

  const spec::Facts& facts_;
  const Documents& documents_;
  Index schema_version_ = no_index, request_id_ = no_index, command_variant_ = no_index, reference_ = no_index,
        variant_ = no_index;
  std::vector<Index> device_ids_;
};

}  // namespace hallmark::generator
