/// \file
/// The parts of a signed document: reading it, making it compact, writing a ds:Signature to fill in, and refusing any
/// other form. For this room's signature.cpp.
#pragma once

#include <libxml/tree.h>

#include <optional>
#include <string>
#include <string_view>

#include "harness/schema/signature.h"
#include "harness/schema/signing_keys.h"
#include "harness/schema/xml_reading.h"

namespace hallmark::schema {

/// A document's tree, or null and what is wrong: "line 2: well-formedness: …". No DOCTYPE, no network.
std::pair<ParsedDocument, std::string> read_tree(std::string_view xml);

/// The document in UTF-8, laid out as its tree is.
std::string write_tree(xmlDoc& document);

/// Puts a ds:Signature that names the certificate, with empty digest and value, in place of those that the root has;
/// in a compact layout, white space that stands beside elements goes. Throws SignatureError where a signature is
/// elsewhere or there is no root.
xmlNode* place_signature(xmlDoc& document, const Certificate& certificate, Layout layout);

/// A ds:Signature in the one form that is accepted; the nodes belong to the document.
struct SignatureParts {
  xmlNode* signature = nullptr;
  xmlNode* signed_info = nullptr;
  xmlNode* signature_value = nullptr;
  xmlNode* digest_value = nullptr;
  std::string issuer;
  std::string serial;
  std::string raw_signature;         ///< 64 octets
  std::optional<std::string> wrong;  ///< the first departure from the form; then what was read before it stands
};

/// Reads the only ds:Signature of a document. Total.
SignatureParts read_signature(xmlDoc& document);

/// SignedInfo in exclusive C14N: the octets that the signature value is of.
std::string canonical_signed_info(xmlDoc& document, xmlNode* signed_info);

}  // namespace hallmark::schema
