#include "harness/run/record_text.h"

#include <algorithm>

namespace hallmark::run {

namespace {

/// What JSON writes as it is; anything else is left to the library.
bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

/// Writes an object or an array into a line.
class Line {
 public:
  Line& open(char bracket) {
    text_ += bracket;
    first_ = true;
    return *this;
  }
  Line& close(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
  }
  /// Before each row of an array.
  Line& next() {
    if (!first_) text_ += ',';
    first_ = false;
    return *this;
  }
  Line& key(std::string_view name) {
    next();
    text_ += '"';
    text_ += name;
    text_ += "\":";
    return *this;
  }
  Line& value(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_plain)) return json(Json(text));
    text_ += '"';
    text_ += text;
    text_ += '"';
    return *this;
  }
  Line& number(auto value) {
    text_ += std::to_string(value);
    return *this;
  }
  Line& json(const Json& value) {
    text_ += line_of(value);
    return *this;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool first_ = true;
};

void add(Line& line, const Axes& axes) {
  line.open('{');
  line.key("srv").value(axes.srv).key("device_type").value(axes.device_type).key("role").value(axes.role);
  line.key("command_variant").number(axes.command_variant).key("expect").value(axes.expect);
  line.key("level").value(axes.level).key("clear").value(axes.clear).key("restricted").value(axes.restricted);
  line.close('}');
}

void add(Line& line, const verdict::Judgement& judgement) {
  line.open('{').key("outcome").value(verdict::name(judgement.outcome));
  line.key("level").value(spec::name(judgement.level)).key("requirements").open('[');
  for (const auto& id : judgement.requirements) line.next().value(id);
  line.close(']').key("reason").value(judgement.reason).key("step").number(judgement.step).close('}');
}

void add(Line& line, const verdict::Note& note) {
  line.open('{')
      .key("kind")
      .value(note.kind)
      .key("subject")
      .value(note.subject)
      .key("text")
      .value(note.text)
      .close('}');
}

template <class Row>
void add(Line& line, const std::vector<Row>& rows) {
  line.open('[');
  for (const auto& row : rows) {
    line.next();
    add(line, row);
  }
  line.close(']');
}

}  // namespace

std::string line_of(const Json& line) { return line.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string line_of(const Step& step) {
  Line line;
  line.open('{').key("record").value("step").key("case").value(step.case_id);
  line.key("iteration").number(step.iteration).key("step").number(step.step);
  line.key("stimulus").json(step.stimulus).key("observation").json(step.observation).close('}');
  return line.take();
}

std::string line_of(const CaseRow& row) {
  Line line;
  line.open('{').key("record").value("case").key("case").value(row.case_id).key("title").value(row.title);
  line.key("iteration").number(row.iteration).key("seed").number(row.seed).key("axes");
  add(line, row.axes);
  line.key("outcome").value(verdict::name(row.verdict.outcome)).key("judgements");
  add(line, row.verdict.judgements);
  line.key("notes");
  add(line, row.verdict.notes);
  line.key("replay").value(row.replay).key("scenario").value(row.scenario).close('}');
  return line.take();
}

}  // namespace hallmark::run
