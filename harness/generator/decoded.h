/// \file
/// A DUIS request read back into a value: which node of the blueprint each part of it is, what values stand there, and
/// where in the text each piece stands. Comments, prefixes and white space between elements are no part of the value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/blueprint.h"

namespace hallmark::generator {

/// A piece of a text, in bytes.
struct Span {
  std::size_t at = 0;
  std::size_t length = 0;
  std::size_t end() const { return at + length; }
  std::string_view of(std::string_view text) const { return text.substr(at, length); }
};

/// One occurrence of a node: an element, or a group with what stands in it.
struct Part {
  Index node = 0;             ///< of the blueprint
  Index parent = no_index;    ///< in `parts`
  Index after = 0;            ///< the part behind it and all below it
  Index first_attribute = 0;  ///< in `attributes`, in the order of the blueprint
  Index attribute_count = 0;
  Span value;                ///< of an element with a value: in `values`, references resolved
  Span whole;                ///< in the source, tags included; of a group from its first element to its last
  Span tag;                  ///< the start tag, or the empty-element tag, of an element
  Span inside;               ///< between the tags; empty for an empty-element tag
  bool self_closed = false;  ///< "<a/>"
};

/// One attribute of an element.
struct DecodedAttribute {
  Index place = 0;  ///< in the blueprint's `attributes`
  Index part = 0;   ///< its element
  Span value;       ///< in `values`
  Span whole;       ///< in the source, with the white space before it
  Span quoted;      ///< in the source, between the quotes
};

/// A decoded request.
struct Decoded {
  std::vector<Part> parts;  ///< the root first, then in the order of the document
  std::vector<DecodedAttribute> attributes;
  std::string values;      ///< all values, one after another
  std::string signature;   ///< the ds:Signature below the root as it was written; empty: none
  std::string namespaces;  ///< declarations of the root that the signature may need, as ` xmlns:ds="…"`
  Span signed_at;          ///< where the signature stands in the source

  /// The same nodes with the same values and the same signature; where they stood does not matter.
  friend bool operator==(const Decoded& one, const Decoded& other);
};

/// Why a document was not decoded.
struct DecodeFault {
  std::string path;    ///< of the element, "Request/Body/X"; of one that is unknown too
  std::size_t at = 0;  ///< byte in the source
  std::string what;
};

/// "Request/Body/X (byte 120): is not known here".
std::string text(const DecodeFault& fault);

/// Reads a document of the blueprint's root into `out`, of which only the memory is kept. Documents beyond 32 MiB, not
/// in UTF-8, with a DOCTYPE, or with anything that the blueprint does not have at that place are faults; values are not
/// looked at. A ds:Signature is kept as it is written. Never throws for what the document holds.
std::optional<DecodeFault> decode(std::string_view xml, const Blueprint& blueprint, Decoded& out);

/// Writes the document of a decoded value, in the form of generated ones: prefix `sr`, no white space between elements,
/// the signature last, byte for byte. Whether that signature still verifies is another matter.
void encode(const Decoded& decoded, const Blueprint& blueprint, std::string& out);

}  // namespace hallmark::generator
