/// \file
/// Names and algorithms of the one form of signature that DUIS documents carry. For this room's signature files.
#pragma once

#include <libxml/tree.h>

#include <string_view>

namespace hallmark::schema {

inline constexpr const char* signature_namespace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr const char* exclusive_canonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr const char* ecdsa_sha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
inline constexpr const char* enveloped_signature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr const char* sha256_digest = "http://www.w3.org/2001/04/xmlenc#sha256";

/// A text as libxml2 takes it.
inline const xmlChar* text_of(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
/// A text as libxml2 gives it; empty for none.
inline std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

/// Whether a node is an element of that name in the namespace of signatures.
inline bool is_of_signature(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && view_of(node->name) == name && node->ns != nullptr &&
         view_of(node->ns->href) == signature_namespace;
}
/// Whether a node is a ds:Signature.
inline bool is_signature(const xmlNode* node) { return is_of_signature(node, "Signature"); }

}  // namespace hallmark::schema
