#include "harness/schema/schema_copy.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <vector>

#include "harness/schema/schema_file.h"
#include "harness/schema/validator.h"
#include "spec/digest.h"

namespace hallmark::schema {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> schema_files(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    const auto extension = entry->path().extension();
    if (extension == ".xsd" || extension == ".dtd") files.push_back(entry->path());
  }
  if (failure) {
    throw SchemaError(folder.string() + ": " + failure.message() +
                      ": give the folder of the DUIS XSD files with --schema");
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// libxml2 does not resolve a schemaLocation with spaces.
std::string percent_encode_locations(const std::string& xsd) {
  static const std::regex location(R"re((schemaLocation\s*=\s*["'])([^"']*)(["']))re");
  std::string out;
  auto last = xsd.cbegin();
  for (std::sregex_iterator match(xsd.begin(), xsd.end(), location), end; match != end; ++match) {
    out.append(last, (*match)[2].first);
    for (const char c : (*match)[2].str()) c == ' ' ? out.append("%20") : out.append(1, c);
    last = (*match)[2].second;
  }
  return out.append(last, xsd.cend());
}

/// Real certificate serials have up to 49 digits; libxml2's xs:integer ends at 24.
std::string serials_as_text(const std::string& xsd) {
  static const std::regex serial(R"re((name\s*=\s*["']X509SerialNumber["'][^>]*type\s*=\s*["'][a-z]*:?)integer)re");
  return std::regex_replace(xsd, serial, "$1string");
}

}  // namespace

SchemaCopy::SchemaCopy(const fs::path& folder) {
  const auto files = schema_files(folder);
  std::error_code failure;
  const auto temporary = fs::temp_directory_path(failure);
  if (failure) throw SchemaError("the temporary folder: " + failure.message() + ": set TMPDIR to a writable one");
  std::string pattern = (temporary / "hallmark-schema-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw SchemaError(pattern + ": no temporary folder can be made there: set TMPDIR to a writable one");
  }
  place_ = pattern;
  try {
    for (const auto& file : files) copy(file);
    if (main_.empty()) {
      throw SchemaError(
          folder.string() +
          ": holds no XSD of the ServiceUserGateway namespace: give the folder of the DUIS XSD files with --schema");
    }
  } catch (...) {
    fs::remove_all(place_);
    throw;
  }
  digest_ = spec::sha256(all_);
}

SchemaCopy::~SchemaCopy() {
  std::error_code ignored;
  fs::remove_all(place_, ignored);
}

void SchemaCopy::copy(const fs::path& file) {
  const std::string original = read_schema_file(file);
  all_ += file.filename().string() + '\n' + original;
  const auto target = place_ / file.filename();
  std::ofstream written(target, std::ios::binary);
  written << serials_as_text(percent_encode_locations(original)) << std::flush;
  if (!written) throw SchemaError(target.string() + ": cannot be written: is the disk of the temporary folder full?");
  if (original.find("targetNamespace=\"http://www.dccinterface.co.uk/ServiceUserGateway\"") == std::string::npos)
    return;
  if (!main_.empty())
    throw SchemaError(file.parent_path().string() + ": holds two DUIS schemas: keep one version a folder");
  main_ = target;
  std::smatch version;
  const std::string name = file.filename().string();
  if (std::regex_search(name, version, std::regex(R"(V(\d+(?:\.\d+)+))"))) version_ = version[1];
}

}  // namespace hallmark::schema
