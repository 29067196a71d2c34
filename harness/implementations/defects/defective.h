/// \file
/// The reference with one defect: `inproc:reference+NAME`.
#pragma once

#include <memory>

#include "harness/implementations/defects/defect.h"
#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

/// Facts, profile and validator must outlive it.
class Defective final : public adaptor::Adaptor {
 public:
  Defective(Defect defect, const spec::Facts& facts, const spec::Profile& profile, const schema::Validator& validator,
            Behaviour behaviour);
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  bool decide(Decision which, bool honest, const Subject& subject) const;
  observation::Observation ask(const scenario::Stimulus& stimulus);
  bool shows(const Subject& subject) const { return !defect_.when || defect_.when(situation_, subject); }

  Defect defect_;
  Situation situation_;
  Reference reference_;
};

}  // namespace hallmark::implementations
