/// \file
/// The implementations that ship, by the names that `inproc:` targets use.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/implementations/reference/choices.h"
#include "harness/schema/validator.h"
#include "spec/facts.h"

namespace hallmark::implementations {

/// The names that `make` takes, e.g. "reference", "miniature/accepts-all".
std::vector<std::string> names();

/// A maker of that implementation, or empty where the name is unknown. What is passed must outlive what is made.
/// "reference" takes options: "reference?set-while-set=refuse&declare=no" (behaviour.h); "reference+NAME" is the one
/// with that defect. Throws std::invalid_argument, one line with what to do, for an option it has not.
std::function<std::unique_ptr<adaptor::Adaptor>()> maker(std::string_view name, const spec::Facts& facts,
                                                         const spec::Profile& profile,
                                                         const schema::Validator& validator);

/// Every answer that the reference can be asked to give at an open point, in the order of the facts; "reference?" with
/// point, "=" and token is its name.
std::vector<Alternative> reference_alternatives(const spec::Facts& facts);

/// A defect of the reference as people read of it; "reference+" with its name is an implementation.
struct DefectRow {
  std::string name;
  std::string requirement;  ///< the id of what it breaks
  std::string why;          ///< one sentence
  spec::Level level;        ///< of what it breaks
  std::string behaviour;    ///< the options of the reference that it is made from; may be empty

  /// What `maker` takes: the reference with the defect, and the one that is the same but for it.
  std::string defective() const { return "reference+" + name; }
  std::string honest() const { return behaviour.empty() ? "reference" : "reference?" + behaviour; }
};
/// Every defect, in a fixed order.
std::vector<DefectRow> defects(const spec::Facts& facts);

/// The honest reference, which says of every defect without a behaviour of its own whether it would have shown: taken a
/// decision otherwise, altered an answer, or done something on its own account. Who has not shown in a conversation has
/// answered all of it as the reference has.
class WatchedReference : public adaptor::Adaptor {
 public:
  /// Names, in the order in which they first showed.
  virtual const std::vector<std::string>& shown() const = 0;
};
/// What is passed must outlive it.
std::unique_ptr<WatchedReference> watched_reference(const spec::Facts& facts, const spec::Profile& profile,
                                                    const schema::Validator& validator);

}  // namespace hallmark::implementations
