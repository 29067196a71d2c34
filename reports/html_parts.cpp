#include "reports/html_parts.h"

#include <fmt/format.h>

#include "reports/escape.h"

namespace hallmark::reports {

std::string html_head(std::string_view title) {
  // No script, no request to anywhere: what an implementation says can at worst be misread.
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Hallmark: {}</title>\n<style>{}</style>\n</head>\n",
      html_line(title), html_style());
}

std::string open_section(std::string_view id, std::string_view title) {
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id, title);
}

std::string open_table(std::string_view style, std::string_view caption,
                       std::initializer_list<std::string_view> heads) {
  std::string out = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table{1}>\n"
      "<caption>{0}</caption>\n<thead><tr>",
      caption, style.empty() ? "" : fmt::format(" class=\"{}\"", style));
  for (const std::string_view head : heads)
    out += head.starts_with('#') ? fmt::format("<th scope=\"col\" class=\"number\">{}</th>", head.substr(1))
                                 : fmt::format("<th scope=\"col\">{}</th>", head);
  return out + "</tr></thead>\n<tbody>\n";
}

std::string close_bounded(std::size_t groups) {
  std::string out(close_table);
  if (groups > most_html_rows) out += fmt::format("<p>… and {} more groups.</p>\n", groups - most_html_rows);
  return out;
}

std::string number_cell(long long number) {
  return fmt::format("<td class=\"number{}\">{}</td>", number == 0 ? " zero" : "", grouped(number));
}

}  // namespace hallmark::reports
