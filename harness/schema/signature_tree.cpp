#include "harness/schema/signature_tree.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>

#include <limits>
#include <vector>

#include "harness/schema/signature.h"
#include "harness/schema/signature_names.h"

namespace hallmark::schema {

namespace {

/// The next node in document order below `root`, or null.
xmlNode* next_in_order(xmlNode* node, const xmlNode* root) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != root && node->next == nullptr) node = node->parent;
  return node == root ? nullptr : node->next;
}

void remove(xmlNode* node) {
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

/// Removes white space among the children of an element that has element children, or will have.
void drop_space_below(xmlNode* parent, bool has_elements) {
  bool has_space = false;
  for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
    has_elements = has_elements || child->type == XML_ELEMENT_NODE;
    has_space = has_space || (child->type == XML_TEXT_NODE && xmlIsBlankNode(child) == 1);
  }
  for (xmlNode* child = parent->children; has_elements && has_space && child != nullptr;) {
    xmlNode* next = child->next;
    if (child->type == XML_TEXT_NODE && xmlIsBlankNode(child) == 1) remove(child);
    child = next;
  }
}

void remove_signatures_below(xmlNode* root) {
  for (xmlNode* child = root->children; child != nullptr;) {
    xmlNode* next = child->next;
    if (is_signature(child)) remove(child);
    child = next;
  }
}

/// Takes the signatures off the root, makes sure that none is left, and drops white space beside elements if wanted.
void clear_for_signature(xmlNode* root, Layout layout) {
  remove_signatures_below(root);
  for (xmlNode* node = root; node != nullptr; node = next_in_order(node, root)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (is_signature(node)) {
      throw SignatureError("line " + std::to_string(xmlGetLineNo(node)) +
                           ": a ds:Signature stands elsewhere than below the root: remove it before signing");
    }
    if (layout == Layout::compact) drop_space_below(node, node == root);
  }
}

xmlNode* append(xmlNode* parent, const char* name, const char* algorithm = nullptr) {
  xmlNode* child = xmlNewChild(parent, parent->ns, text_of(name), nullptr);
  if (algorithm != nullptr) xmlNewProp(child, text_of("Algorithm"), text_of(algorithm));
  return child;
}

void append_text(xmlNode* parent, const char* name, const std::string& text) {
  xmlNewTextChild(parent, parent->ns, text_of(name), text_of(text.c_str()));
}

int is_inside(void* top, xmlNodePtr node, xmlNodePtr parent) {
  // What stands for a namespace is no node and has no parent of its own.
  if (node == nullptr || node->type == XML_NAMESPACE_DECL) node = parent;
  while (node != nullptr && node != top) node = node->parent;
  return node != nullptr ? 1 : 0;
}

}  // namespace

std::pair<ParsedDocument, std::string> read_tree(std::string_view xml) {
  if (xml.size() > signed_bytes_max) {
    return {ParsedDocument(nullptr, xmlFreeDoc), "larger than 64 MiB, which no DUIS document is"};
  }
  auto [tree, problem] = read_xml(xml, Use::change);
  return {std::move(tree), problem ? text(*problem) : ""};
}

std::string write_tree(xmlDoc& document) {
  xmlChar* text = nullptr;
  int length = 0;
  xmlDocDumpMemoryEnc(&document, &text, &length, "UTF-8");
  std::string bytes(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
  xmlFree(text);
  return bytes;
}

xmlNode* place_signature(xmlDoc& document, const Certificate& certificate, Layout layout) {
  xmlNode* root = xmlDocGetRootElement(&document);
  if (root == nullptr) throw SignatureError("the document has no root: give one that has");
  clear_for_signature(root, layout);
  xmlNode* signature = xmlNewChild(root, nullptr, text_of("Signature"), nullptr);
  xmlSetNs(signature, xmlNewNs(signature, text_of(signature_namespace), text_of("ds")));
  xmlNode* signed_info = append(signature, "SignedInfo");
  append(signed_info, "CanonicalizationMethod", exclusive_canonicalization);
  append(signed_info, "SignatureMethod", ecdsa_sha256);
  xmlNode* reference = append(signed_info, "Reference");
  xmlNewProp(reference, text_of("URI"), text_of(""));
  append(append(reference, "Transforms"), "Transform", enveloped_signature);
  append(reference, "DigestMethod", sha256_digest);
  append(reference, "DigestValue");
  append(signature, "SignatureValue");
  xmlNode* named = append(append(append(signature, "KeyInfo"), "X509Data"), "X509IssuerSerial");
  append_text(named, "X509IssuerName", certificate.issuer());
  append_text(named, "X509SerialNumber", certificate.serial());
  return signature;
}

std::string canonical_signed_info(xmlDoc& document, xmlNode* signed_info) {
  const Quiet quiet;
  xmlOutputBuffer* buffer = xmlAllocOutputBuffer(nullptr);
  const int written = xmlC14NExecute(&document, is_inside, signed_info, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, buffer);
  std::string text;
  if (written >= 0) {
    text.assign(reinterpret_cast<const char*>(xmlOutputBufferGetContent(buffer)), xmlOutputBufferGetSize(buffer));
  }
  xmlOutputBufferClose(buffer);
  return text;
}

}  // namespace hallmark::schema
