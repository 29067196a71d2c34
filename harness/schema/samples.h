/// \file
/// The public sample requests of DUIS, one or more a Service Reference Variant, from which documents are built.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::schema {

/// One sample request as it came, and what its header says.
struct Sample {
  std::string file;  ///< base name
  std::string xml;
  std::string srv;           ///< ServiceReferenceVariant
  std::string body_element;  ///< the element below Body
  std::string target;        ///< BusinessTargetID of the RequestID
  int command_variant = 0;
  bool future_dated = false;  ///< has an ExecutionDateTime
  bool cancellation = false;  ///< its ExecutionDateTime is 3000-12-31, which cancels a request
};

/// All sample requests of a folder in name order. Throws SchemaError where there are none or one cannot be read.
std::vector<Sample> load_samples(const std::filesystem::path& folder);

/// The samples of one SRV that a judged case may use (no cancellations): those without an execution time first.
std::vector<const Sample*> samples_of(const std::vector<Sample>& samples, std::string_view srv);

/// The device type that a sample's target stands for, by the last octet of the samples' device ids; empty: it is none.
std::string type_of_target(const Sample& sample);

}  // namespace hallmark::schema
