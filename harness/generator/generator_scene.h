/// \file
/// For tests of requests: the facts, the samples, and one electricity and gas home.
#pragma once

#include "harness/generator/estates.h"
#include "harness/schema/samples.h"
#include "spec/facts.h"

namespace hallmark::generator {

inline const spec::Facts& facts() {
  static const spec::Facts loaded = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  return loaded;
}

inline const std::vector<schema::Sample>& samples() {
  static const std::vector<schema::Sample> loaded = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  return loaded;
}

inline const Premises& estate() {
  static const Premises built = [] {
    Random random(20250101);
    return premises(random);
  }();
  return built;
}

}  // namespace hallmark::generator
