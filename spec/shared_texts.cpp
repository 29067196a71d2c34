#include "spec/tables.h"

namespace hallmark::spec {

SharedTexts::SharedTexts(const XmlFile& file, const char* element, bool cited) : element_(element) {
  const auto records = cited ? file.records(element, {"id", "document", "section"}, {own_text})
                             : file.records(element, {"id"}, {own_text});
  for (const Record& record : records) {
    const std::string id = record.required("id");
    Entry entry{record.text(), {}, {}, record.at()};
    if (cited) {
      entry.document = record.required("document");
      entry.section = record.required("section");
    }
    if (!entries_.emplace(id, entry).second)
      fail(record.at(), "<" + element_ + "> '" + id + "' stands twice", "give it another id or remove it");
  }
}

const SharedTexts::Entry& SharedTexts::one(const Record& record, const char* attribute) {
  return entry(record, record.required(attribute));
}

std::string SharedTexts::all(const Record& record, const char* attribute) {
  record.required(attribute);
  std::string text;
  for (const std::string& id : record.words(attribute)) text += (text.empty() ? "" : "; ") + entry(record, id).text;
  return text;
}

void SharedTexts::require_used() const {
  for (const auto& [id, entry] : entries_)
    if (!entry.used) fail(entry.at, "<" + element_ + "> '" + id + "' is named by no record", "remove it or name it");
}

const SharedTexts::Entry& SharedTexts::entry(const Record& record, const std::string& id) {
  const auto found = entries_.find(id);
  if (found == entries_.end())
    fail(record.at(), "there is no <" + element_ + "> '" + id + "'", "add it above or correct the id");
  found->second.used = true;
  return found->second;
}

}  // namespace hallmark::spec
