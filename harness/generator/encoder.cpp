#include <algorithm>

#include "harness/generator/decoded.h"

namespace hallmark::generator {

namespace {

/// Beside markup, what a reader would not give back: a carriage return, and in attributes any white space but blanks.
void append_escaped(std::string& out, std::string_view value, bool attribute) {
  for (const char c : value) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\t':
      case '\n':
        if (attribute) {
          out += c == '\t' ? "&#9;" : "&#10;";
          break;
        }
        [[fallthrough]];
      default:
        out.push_back(c);
    }
  }
}

/// Writes the parts in their order and closes each element where it ends.
class Encoding {
 public:
  Encoding(const Decoded& decoded, const Blueprint& blueprint, std::string& out)
      : decoded_(decoded), blueprint_(blueprint), out_(out) {}

  void write(Index index) {
    const Part& part = decoded_.parts[index];
    const Node& node = blueprint_.nodes[part.node];
    if (node.kind != Node::Kind::element) return write_below(index);
    out_ += node.open;
    if (index == 0) out_ += decoded_.namespaces;
    write_attributes(part);
    const auto opened = out_.size();
    out_.push_back('>');
    append_escaped(out_, part.value.of(decoded_.values), false);
    write_below(index);
    if (index == 0) out_ += decoded_.signature;
    if (out_.size() > opened + 1) {
      out_ += node.close;
    } else {
      out_.replace(opened, 1, "/>");
    }
  }

 private:
  void write_attributes(const Part& part) {
    for (Index i = 0; i < part.attribute_count; ++i) {
      const auto& attribute = decoded_.attributes[part.first_attribute + i];
      out_ += blueprint_.attributes[attribute.place].open;
      append_escaped(out_, attribute.value.of(decoded_.values), true);
      out_.push_back('"');
    }
  }

  void write_below(Index index) {
    const Index after = decoded_.parts[index].after;
    for (Index child = index + 1; child < after; child = decoded_.parts[child].after) write(child);
  }

  const Decoded& decoded_;
  const Blueprint& blueprint_;
  std::string& out_;
};

}  // namespace

bool operator==(const Decoded& one, const Decoded& other) {
  const auto same_part = [&](const Part& a, const Part& b) {
    return a.node == b.node && a.parent == b.parent && a.attribute_count == b.attribute_count &&
           a.value.of(one.values) == b.value.of(other.values);
  };
  const auto same_attribute = [&](const DecodedAttribute& a, const DecodedAttribute& b) {
    return a.place == b.place && a.part == b.part && a.value.of(one.values) == b.value.of(other.values);
  };
  return std::ranges::equal(one.parts, other.parts, same_part) &&
         std::ranges::equal(one.attributes, other.attributes, same_attribute) && one.signature == other.signature &&
         one.namespaces == other.namespaces;
}

void encode(const Decoded& decoded, const Blueprint& blueprint, std::string& out) {
  out.assign(R"(<?xml version="1.0" encoding="UTF-8"?>)");
  Encoding(decoded, blueprint, out).write(0);
}

}  // namespace hallmark::generator
