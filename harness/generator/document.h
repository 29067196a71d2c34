/// \file
/// Valid requests, written straight into a buffer from a blueprint: least, rich, random, or with one choice steered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/blueprint.h"
#include "harness/generator/schema_reach.h"
#include "harness/scenario/instant.h"

namespace hallmark::generator {

/// How much stands in a document.
enum class Size : std::uint8_t {
  least,  ///< what must be there, at its shortest and lowest
  rich,   ///< every optional part, the richest branches, repeats up to the least and three more
  random  ///< by the seed: half of the optional parts, any branch, a boundary value one time in four
};

/// Values that something other than the schema decides: they stand at their sites whatever the seed says.
class Values {
 public:
  explicit Values(const Blueprint& blueprint) : slot_of_site_(blueprint.sites.size(), no_index) {}
  /// Sets a site's value; it is escaped when written.
  void set(Index site, std::string_view value);
  /// What a site was set to, or null.
  const std::string* find(Index site) const {
    const Index slot = slot_of_site_[site];
    return slot == no_index ? nullptr : &texts_[slot];
  }

 private:
  std::vector<Index> slot_of_site_;
  std::vector<std::string> texts_;
};

/// What one document is to be. The same recipe gives the same bytes, on any machine.
struct Recipe {
  std::uint32_t body = 0;  ///< which child of Body's choice
  Size size = Size::least;
  std::uint64_t seed = 0;
  scenario::Instant now;              ///< dates are near it
  std::optional<Choice> choice = {};  ///< steered; it takes the document where it must, whatever `body` says
  const Values* values = nullptr;     ///< may be null
  /// Children of choices that are taken where their choice is met, of several of one choice the first; may be null.
  const std::vector<Index>* branches = nullptr;
  std::uint64_t list_length = 0;  ///< beyond 1,000: texts that may be so long are filled up to this many
};

/// Writes requests of one blueprint. Immutable; may be used from several threads.
class Documents {
 public:
  /// Throws std::invalid_argument where the blueprint has no choice below Body. Keeps a reference.
  explicit Documents(const Blueprint& blueprint);

  const Blueprint& blueprint() const { return blueprint_; }
  /// Names of the Body elements in the order of the schema.
  const std::vector<std::string>& bodies() const { return bodies_; }
  /// Which child of Body's choice has that name; empty: none.
  std::optional<std::uint32_t> body(std::string_view name) const;
  /// The node of a child of Body's choice.
  Index node_of_body(std::uint32_t body) const { return blueprint_.nodes[body_choice_].first_child + body; }

  /// Writes the document into `out`, of which only the memory is kept. Notes in `reach` what it did, where given.
  void write(const Recipe& recipe, std::string& out, Reach* reach = nullptr) const;

  /// Appends what stands at one node, at least once, as a recipe has it; with prefix `sr`, which it does not declare.
  void write_node(Index node, const Recipe& recipe, std::string& out) const;

  /// The choices that together reach everything: one document each, in the order of the blueprint.
  std::vector<Choice> enumeration() const;
  /// Those of them that stand in one body.
  std::vector<Choice> enumeration(std::uint32_t body) const;
  /// The body in which a choice stands; none where it stands in the header or above.
  std::optional<std::uint32_t> body_of(const Choice& choice) const;

 private:
  const Blueprint& blueprint_;
  Index body_choice_ = no_index;
  std::vector<std::string> bodies_;
};

}  // namespace hallmark::generator
