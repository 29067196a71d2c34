#include "harness/generator/pattern_reader.h"

#include <algorithm>

namespace hallmark::generator {

namespace {

using Set = std::bitset<128>;

constexpr int depth_max = 100;
constexpr std::size_t nodes_max = 100'000;
constexpr std::uint64_t repeats_max = 10'000'000;

Set between(unsigned char from, unsigned char to) {
  Set set;
  for (unsigned c = from; c <= to; ++c) set.set(c);
  return set;
}

/// What a negation and the dot choose from: the printable characters.
Set printable() { return between(' ', '~'); }

Set letters_and_digits() { return between('a', 'z') | between('A', 'Z') | between('0', '9'); }

std::uint64_t times(std::uint64_t one, std::uint64_t other) {
  if (one == 0 || other == 0) return 0;
  if (one == Pattern::endless || other == Pattern::endless || one > Pattern::endless / other) return Pattern::endless;
  return one * other;
}

std::uint64_t plus(std::uint64_t one, std::uint64_t other) {
  return one > Pattern::endless - other ? Pattern::endless : one + other;
}

}  // namespace

void PatternReader::refuse(const std::string& fault) const {
  throw PatternError("pattern '" + std::string(text_.substr(0, 80)) + "' at " + std::to_string(place_) + ": " + fault);
}

char PatternReader::next() {
  if (at_end()) refuse("ends too early");
  const char c = text_[place_++];
  if (static_cast<unsigned char>(c) >= 128) refuse("has a letter beyond ASCII");
  return c;
}

bool PatternReader::take(char wanted) {
  if (at_end() || text_[place_] != wanted) return false;
  ++place_;
  return true;
}

void PatternReader::read() {
  pattern_.root_ = alternation();
  if (!at_end()) refuse("has a closing bracket too many");
}

std::uint32_t PatternReader::add(Pattern::Node node) {
  if (pattern_.nodes_.size() == nodes_max) refuse("is too large");
  pattern_.nodes_.push_back(node);
  return static_cast<std::uint32_t>(pattern_.nodes_.size() - 1);
}

std::uint32_t PatternReader::add(Pattern::Kind kind, const std::vector<std::uint32_t>& children) {
  Pattern::Node node;
  node.kind = kind;
  node.first = static_cast<std::uint32_t>(pattern_.children_.size());
  node.count = static_cast<std::uint32_t>(children.size());
  const bool choice = kind == Pattern::Kind::choice;
  node.least = choice ? Pattern::endless : 0;
  for (const auto child : children) {
    const auto& below = pattern_.nodes_[child];
    node.least = choice ? std::min(node.least, below.least) : plus(node.least, below.least);
    node.greatest = choice ? std::max(node.greatest, below.greatest) : plus(node.greatest, below.greatest);
  }
  pattern_.children_.insert(pattern_.children_.end(), children.begin(), children.end());
  return add(node);
}

std::uint32_t PatternReader::alternation() {
  if (++depth_ > depth_max) refuse("is nested too deeply");
  std::vector<std::uint32_t> alternatives = {branch()};
  while (take('|')) alternatives.push_back(branch());
  --depth_;
  if (alternatives.size() == 1) return alternatives.front();
  const auto made = add(Pattern::Kind::choice, alternatives);
  pattern_.nodes_[made].branch = pattern_.branches_;
  pattern_.branches_ += alternatives.size();
  return made;
}

std::uint32_t PatternReader::branch() {
  std::vector<std::uint32_t> pieces;
  while (!at_end() && peek() != '|' && peek() != ')') pieces.push_back(piece());
  return pieces.size() == 1 ? pieces.front() : add(Pattern::Kind::sequence, pieces);
}

std::uint32_t PatternReader::piece() {
  const auto repeated = atom();
  std::uint64_t min = 1;
  std::uint64_t max = 1;
  quantifier(min, max);
  if (min == 1 && max == 1) return repeated;
  const auto made = add(Pattern::Kind::repeat, {repeated});
  auto& node = pattern_.nodes_[made];
  node.min = min;
  node.max = max;
  node.greatest = times(node.greatest, max);
  node.least = times(node.least, min);
  return made;
}

void PatternReader::quantifier(std::uint64_t& min, std::uint64_t& max) {
  if (take('?')) {
    min = 0;
  } else if (take('*')) {
    min = 0;
    max = Pattern::endless;
  } else if (take('+')) {
    max = Pattern::endless;
  } else if (take('{')) {
    min = max = count();
    if (take(',')) max = peek() == '}' ? Pattern::endless : count();
    if (!take('}')) refuse("has a count without its closing brace");
    if (max < min) refuse("has a count that ends before it begins");
  }
}

std::uint64_t PatternReader::count() {
  if (peek() < '0' || peek() > '9') refuse("has a count that is no number");
  std::uint64_t value = 0;
  while (peek() >= '0' && peek() <= '9') {
    value = value * 10 + static_cast<std::uint64_t>(next() - '0');
    if (value > repeats_max) refuse("has a count beyond 10,000,000");
  }
  return value;
}

std::uint32_t PatternReader::atom() {
  const char c = next();
  if (c == '(') {
    const auto inside = alternation();
    if (!take(')')) refuse("has a group that does not end");
    return inside;
  }
  if (c == '[') return set(character_class());
  if (c == '.') return set(printable());
  if (c == '\\') return set(escape());
  if (std::string_view("?*+{}])").find(c) != std::string_view::npos) refuse("has a quantifier of nothing");
  Set one;
  one.set(static_cast<unsigned char>(c));
  return set(one);
}

PatternReader::Set PatternReader::character_class() {
  const bool negated = take('^');
  Set members;
  do {
    if (peek() == '[') refuse("has a class within a class");
    if (peek() == '-' && place_ + 1 < text_.size() && text_[place_ + 1] == '[') refuse("has a subtraction");
    members |= class_member();
  } while (!take(']'));
  return negated ? printable() & ~members : members;
}

PatternReader::Set PatternReader::class_member() {
  const bool escaped = peek() == '\\';
  const char from = next();
  Set member;
  if (escaped) {
    member = escape();
    if (member.count() != 1) return member;
  } else {
    member.set(static_cast<unsigned char>(from));
  }
  const bool range = peek() == '-' && place_ + 1 < text_.size() && text_[place_ + 1] != ']' && text_[place_ + 1] != '[';
  if (!range) return member;
  ++place_;
  char to = next();
  if (to == '\\') to = next();
  unsigned char first = 0;
  while (!member.test(first)) ++first;
  if (static_cast<unsigned char>(to) < first) refuse("has a range that ends before it begins");
  return between(first, static_cast<unsigned char>(to));
}

PatternReader::Set PatternReader::escape() {
  const char c = next();
  Set one;
  switch (c) {
    case 'd':
      return between('0', '9');
    case 'D':
      return printable() & ~between('0', '9');
    case 'w':
      return letters_and_digits();
    case 'W':
      return printable() & ~letters_and_digits();
    case 's':
      return one.set(' ');
    case 'S':
      return printable().reset(' ');
    case 'n':
      return one.set('\n');
    case 'r':
      return one.set('\r');
    case 't':
      return one.set('\t');
    default:
      if (letters_and_digits().test(static_cast<unsigned char>(c))) refuse("has an escape that is not known");
      return one.set(static_cast<unsigned char>(c));
  }
}

std::uint32_t PatternReader::set(const Set& members) {
  if (members.none()) refuse("has a class of nothing");
  Pattern::Node node;
  node.kind = Pattern::Kind::set;
  node.first = static_cast<std::uint32_t>(pattern_.alphabet_.size());
  node.count = static_cast<std::uint32_t>(members.count());
  node.least = node.greatest = 1;
  for (std::size_t c = 0; c < members.size(); ++c) {
    if (members.test(c)) pattern_.alphabet_ += static_cast<char>(c);
  }
  pattern_.markup_ =
      pattern_.markup_ || members.test('<') || members.test('>') || members.test('&') || members.test('"');
  return add(node);
}

}  // namespace hallmark::generator
