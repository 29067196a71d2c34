/// \file
/// What plain libFuzzer is started with: a dictionary of XML and of the schema's own words, and the sample requests as
/// seeds. Made at run time, for neither schema nor samples are ours to ship.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "harness/generator/estates.h"
#include "harness/schema/model.h"
#include "harness/schema/samples.h"
#include "spec/facts.h"

namespace hallmark::fuzz {

/// A dictionary in libFuzzer's form, a quoted entry a line: marks of XML, start and end tags of all elements,
/// attributes, enumerated values, and the ids of the estate. Entries beyond 64 bytes, which libFuzzer does not take,
/// are left out.
std::string dictionary(const schema::SchemaModel& model, const scenario::Estate& estate);

/// Every sample as a request to that estate, in their order: ids, times and schema version rewritten as the suites do,
/// sent in the first role that may send it, to the device type that the sample is about. Those of Service Requests that
/// the facts do not know, or that no role may send, are left out.
std::vector<std::string> seed_documents(const std::vector<schema::Sample>& samples, const spec::Facts& facts,
                                        const std::string& schema_version, const generator::Premises& premises);

/// A folder with both, as a fuzzing process finds them.
class FuzzingMaterial {
 public:
  explicit FuzzingMaterial(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Writes both into the folder, which must exist. Throws std::runtime_error where that fails or there are no seeds.
  void write(const std::string& dictionary, const std::vector<std::string>& seeds) const;
  /// The seeds, read back. Throws std::runtime_error where there are none.
  std::set<std::string> seeds() const;
  std::filesystem::path dictionary_file() const { return folder_ / "dictionary.txt"; }
  /// The paths of all seeds, with commas between them.
  std::filesystem::path list_of_seeds() const { return folder_ / "seeds.txt"; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace hallmark::fuzz
