/// \file
/// Single departures from a schema, made in a valid document as an edit that is undone by its reverse.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/decoded.h"
#include "harness/generator/document.h"
#include "harness/generator/random.h"
#include "harness/schema/disagreements.h"

namespace hallmark::generator {

/// What has to become of a deviant request.
enum class Fate {
  refused,     ///< and nothing is sent
  equivalent,  ///< it means the same as the plain one
  open         ///< no verdict: the codes leave it open, or the validating engines themselves disagree
};

/// One change of a text: `length` bytes from `at` on make way for `replacement`.
struct Edit {
  std::size_t at = 0;
  std::size_t length = 0;
  std::string replacement;
};

/// Makes the change.
void carry_out(const Edit& edit, std::string& text);
/// The change that gives `original` back.
Edit reversed(const Edit& edit, std::string_view original);

/// One departure from the schema in one document.
struct Departure {
  Edit edit;
  Index part = 0;              ///< of the decoded document: where it departs; for what is missing, what was there
  Index attribute = no_index;  ///< in its attributes
  std::string told_at;         ///< the element, without prefix, at which a validator tells it
  const schema::Disagreement* disputed = nullptr;  ///< the known disagreement of engines that it rests on
};

class Deviator;

/// One part of a document, looked at by a family of departures.
struct Place {
  const Deviator& deviator;
  std::string_view xml;
  const Decoded& decoded;
  Index part;
};

/// A family of departures: one way to be wrong, wherever it can be.
struct SchemaFamily {
  /// Writes a value, not escaped, that departs from the type of the present one; false: this type cannot.
  using MakeValue = bool (*)(const ValueSpace& values, std::string_view present, Random& random, std::string& literal);
  /// Makes the departure at a part; false: it cannot depart so.
  using MakeEdit = bool (*)(const Place& place, Random& random, Departure& out);

  std::string_view name;  ///< snake_case
  std::string_view rule;  ///< of XML Schema Part 1 or 2, that it breaks: "cvc-maxLength-valid"
  std::string_view what;  ///< one sentence
  Fate fate;
  MakeValue make_value = nullptr;  ///< either this
  MakeEdit make_edit = nullptr;    ///< or this

  SchemaFamily(std::string_view named, std::string_view broken, std::string_view said, Fate expected, MakeValue make)
      : name(named), rule(broken), what(said), fate(expected), make_value(make) {}
  SchemaFamily(std::string_view named, std::string_view broken, std::string_view said, Fate expected, MakeEdit make)
      : name(named), rule(broken), what(said), fate(expected), make_edit(make) {}
};

/// Departures in the value of an element or attribute.
const std::vector<SchemaFamily>& value_families();
/// Parts of these: numbers, and the forms of booleans, times and octets.
std::vector<SchemaFamily> number_families();
std::vector<SchemaFamily> form_families();
/// Departures in which elements and attributes stand where.
const std::vector<SchemaFamily>& structure_families();
/// A part of these: names of elements and attributes, and xsi: attributes.
std::vector<SchemaFamily> name_families();

/// Makes departures. Immutable; may be used from several threads.
class Deviator {
 public:
  /// Keeps a reference.
  explicit Deviator(const Documents& documents);

  /// All families, those of values first; names are unique.
  const std::vector<SchemaFamily>& families() const { return families_; }
  /// The family of that name, or null.
  const SchemaFamily* family(std::string_view name) const;

  /// Makes one departure of a family somewhere in a document that `decode` has read; false where it can be made
  /// nowhere. Of `out` only the memory is kept. A refused family never makes what the engines disagree over, an open
  /// one makes nothing else.
  bool deviate(const SchemaFamily& family, std::string_view xml, const Decoded& decoded, Random& random,
               Departure& out) const;

  /// "Request/Body/ReadInventory/DeviceID", with "/@name" for an attribute.
  std::string path(const Decoded& decoded, const Departure& departure) const;

  const Documents& documents() const { return documents_; }
  const Blueprint& blueprint() const { return documents_.blueprint(); }
  /// Whether nothing else below its element can take the name, or the place, of what stands at a node: names in that
  /// content are told apart, and no group around the node repeats.
  bool is_fixed(Index node) const { return fixed_[node]; }
  /// Whether an element of a name may stand directly below an element.
  bool may_hold(Index element, std::string_view name) const;

 private:
  bool deviate_value(const SchemaFamily& family, std::string_view xml, const Decoded& decoded, std::size_t site,
                     Random& random, Departure& out) const;
  void fix_content(Index element);

  const Documents& documents_;
  std::vector<SchemaFamily> families_;
  std::vector<bool> fixed_;
};

}  // namespace hallmark::generator
