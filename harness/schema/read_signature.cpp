#include <openssl/evp.h>

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "harness/schema/signature_names.h"
#include "harness/schema/signature_tree.h"

namespace hallmark::schema {

namespace {

constexpr const char* spaces = " \t\r\n";

std::string content(xmlNode* node) {
  xmlChar* text = xmlNodeGetContent(node);
  std::string copy(view_of(text));
  xmlFree(text);
  return copy;
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(spaces);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

/// What a document says, in a length that fits a line.
std::string quoted(std::string_view said) {
  std::string text(said.substr(0, 100));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return '"' + text + '"';
}

std::string name_of(const xmlNode* node) { return "ds:" + std::string(view_of(node->name)); }

/// All signatures of a document, and the first two at most.
std::vector<xmlNode*> signatures_of(xmlNode* root) {
  std::vector<xmlNode*> found;
  for (xmlNode* node = root; node != nullptr && found.size() < 2;) {
    if (is_signature(node)) found.push_back(node);
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != root && node->next == nullptr) node = node->parent;
    node = node == root ? nullptr : node->next;
  }
  return found;
}

/// Reads a signature downwards; the first departure is kept and what follows then finds nothing.
class FormReader {
 public:
  /// The element children of a node without attributes, which must have these names and no other beside them.
  std::vector<xmlNode*> children(xmlNode* node, const std::initializer_list<const char*> names) {
    if (node != nullptr && node->properties != nullptr) {
      refuse(name_of(node) + " has the attribute " + quoted(view_of(node->properties->name)));
    }
    return nested(node, names);
  }

  /// The same, whatever attributes the node has.
  std::vector<xmlNode*> nested(xmlNode* node, const std::initializer_list<const char*> names) {
    std::vector<xmlNode*> found;
    auto expected = names.begin();
    for (xmlNode* child = node == nullptr ? nullptr : node->children; child != nullptr; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      if (expected == names.end() || !is_of_signature(child, *expected)) {
        refuse(name_of(node) + " holds " + quoted(view_of(child->name)) + ", which does not belong there");
        break;
      }
      found.push_back(child);
      ++expected;
    }
    if (node != nullptr && found.size() < names.size()) {
      refuse(name_of(node) + " has no ds:" + *(names.begin() + static_cast<std::ptrdiff_t>(found.size())));
    }
    found.resize(names.size(), nullptr);
    return found;
  }

  xmlNode* child(xmlNode* node, const char* name) { return children(node, {name}).front(); }

  /// A node that has this attribute and no other.
  void attribute(xmlNode* node, const char* name, std::string_view value) {
    if (node == nullptr) return;
    bool seen = false;
    for (const xmlAttr* one = node->properties; one != nullptr; one = one->next) {
      const bool wanted = one->ns == nullptr && view_of(one->name) == name;
      if (!wanted) refuse(name_of(node) + " has the attribute " + quoted(view_of(one->name)));
      seen = seen || wanted;
    }
    xmlChar* said = xmlGetNoNsProp(node, text_of(name));
    if (!seen) refuse(name_of(node) + " has no " + name);
    if (seen && view_of(said) != value) {
      refuse(name_of(node) + " has " + name + " " + quoted(view_of(said)) + "; only " + quoted(value) + " is accepted");
    }
    xmlFree(said);
  }

  /// An element with one algorithm and nothing in it.
  void algorithm(xmlNode* node, const char* identifier) {
    attribute(node, "Algorithm", identifier);
    if (node != nullptr) nested(node, {});
  }

  /// The text of an element that holds text only.
  std::string text(xmlNode* node) {
    if (node == nullptr) return {};
    children(node, {});
    return trimmed(content(node));
  }

  void refuse(std::string why) {
    if (!wrong) wrong = std::move(why);
  }
  std::optional<std::string> wrong;
};

/// The 64 octets of a signature value; empty where it holds anything else.
std::string raw_signature(std::string text) {
  std::erase_if(text, [](char c) { return std::string_view(spaces).find(c) != std::string_view::npos; });
  constexpr std::size_t digits = (raw_signature_bytes + 2) / 3 * 4;
  if (text.size() != digits || !text.ends_with("==")) return {};
  std::string bytes(raw_signature_bytes + 2, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(digits));
  if (length != static_cast<int>(bytes.size())) return {};
  bytes.resize(raw_signature_bytes);
  return bytes;
}

void read_signed_info(FormReader& form, SignatureParts& parts) {
  const auto info = form.children(parts.signed_info, {"CanonicalizationMethod", "SignatureMethod", "Reference"});
  form.algorithm(info[0], exclusive_canonicalization);
  form.algorithm(info[1], ecdsa_sha256);
  form.attribute(info[2], "URI", "");
  const auto reference = form.nested(info[2], {"Transforms", "DigestMethod", "DigestValue"});
  form.algorithm(form.child(reference[0], "Transform"), enveloped_signature);
  form.algorithm(reference[1], sha256_digest);
  parts.digest_value = reference[2];
  form.text(parts.digest_value);
}

}  // namespace

SignatureParts read_signature(xmlDoc& document) {
  SignatureParts parts;
  FormReader form;
  xmlNode* root = xmlDocGetRootElement(&document);
  const auto found = root == nullptr ? std::vector<xmlNode*>{} : signatures_of(root);
  if (found.size() != 1) {
    parts.wrong = found.empty() ? "it has no ds:Signature" : "it has more than one ds:Signature";
    return parts;
  }
  parts.signature = found.front();
  if (parts.signature->parent != root || xmlLastElementChild(root) != parts.signature) {
    form.refuse("its ds:Signature is not the last child of the root");
  }
  const auto top = form.children(parts.signature, {"SignedInfo", "SignatureValue", "KeyInfo"});
  parts.signed_info = top[0];
  parts.signature_value = top[1];
  read_signed_info(form, parts);
  parts.raw_signature = raw_signature(form.text(parts.signature_value));
  if (parts.raw_signature.empty()) form.refuse("ds:SignatureValue is not 64 octets in base64");
  const auto named = form.children(form.child(form.child(top[2], "X509Data"), "X509IssuerSerial"),
                                   {"X509IssuerName", "X509SerialNumber"});
  parts.issuer = form.text(named[0]);
  parts.serial = form.text(named[1]);
  parts.wrong = form.wrong;
  return parts;
}

}  // namespace hallmark::schema
