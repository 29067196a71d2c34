/// \file
/// The honest reference with every defect beside it, asked at each step what it would have done.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/implementations/catalogue.h"
#include "harness/implementations/defects/defect.h"
#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

/// As long as a defect has not shown, it is where the honest reference is: so one conversation watches all of them.
class Watched final : public WatchedReference {
 public:
  /// Of defects whose reference is asked to be nothing in particular. Facts, profile and validator must outlive it.
  Watched(std::vector<Defect> defects, const spec::Facts& facts, const spec::Profile& profile,
          const schema::Validator& validator);
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;
  const std::vector<std::string>& shown() const override { return shown_; }

 private:
  struct Row {
    Defect defect;
    bool has_shown = false;
  };

  void look_at(Decision which, bool honest, const Subject& subject);
  /// Those that would ask on their own account now, before the reference hears of anything.
  std::vector<Row*> askers();
  void look_at(Row& asker, const scenario::Stimulus& stimulus, const observation::Observation& honest);
  void look_at(const observation::Observation& honest);
  bool holds(const Row& row, const Subject& subject) const {
    return !row.defect.when || row.defect.when(situation_, subject);
  }
  void shows(Row& row);

  std::vector<Row> rows_;
  std::vector<std::string> shown_;
  std::vector<std::vector<std::pair<std::size_t, bool>>> takers_;  ///< by decision: rows, and the answer they give
  Situation situation_;
  Reference reference_;
};

}  // namespace hallmark::implementations
