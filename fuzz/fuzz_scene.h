/// \file
/// For tests of fuzzing: what bytes are judged by, the seeds, and a folder that ends with its test.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/byte_target.h"
#include "fuzz/fuzzing_material.h"
#include "harness/implementations/catalogue.h"

namespace hallmark::fuzz {

/// All that was built, for V5.1; loaded once a test program.
struct Scene {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  spec::Profile profile = spec::shipped_profile(facts);
  schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  schema::Vote vote{validator};
  run::Rules rules{.facts = &facts, .profile = &profile, .validator = &validator, .seed = 1, .vote = &vote};
  generator::Premises premises = premises_of(1);
  std::vector<std::string> seeds =
      seed_documents(schema::load_samples(HALLMARK_SHARE_DIR "/samples"), facts, "5.1", premises);

  MakeAdaptor maker(const std::string& name) const { return implementations::maker(name, facts, profile, validator); }
  /// The reference with that defect, and without.
  Prey prey(const std::string& defect, const std::string& requirement) const {
    return {maker("reference+" + defect), maker("reference"), requirement};
  }
  /// A seed whose Body is that element and that is carried out at once; empty where there is none.
  std::string seed_with(const std::string& element) const {
    for (const auto& seed : seeds) {
      const bool waits = seed.find("<sr:ExecutionDateTime>") != std::string::npos;
      if (!waits && seed.find("<sr:" + element) != std::string::npos) return seed;
    }
    return "";
  }
};

inline const Scene& scene() {
  static const Scene all;
  return all;
}

/// Removed with its owner.
class TestFolder {
 public:
  TestFolder() : path_(std::filesystem::temp_directory_path() / ("hallmark-fuzz-test-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  /// A program that a shell runs.
  std::filesystem::path script(const std::string& text) const {
    const auto file = path_ / "program";
    std::ofstream(file) << "#!/bin/sh\n" << text << '\n';
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace hallmark::fuzz
