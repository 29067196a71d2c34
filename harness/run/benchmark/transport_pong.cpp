// transport_pong FILE: the other end of a ping-pong. It answers the n-th line of its standard input with the n-th line
// of FILE, over and over; it reads what it is asked, and writes what it answers, as JSON, and does nothing else.
#include <unistd.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using Json = nlohmann::ordered_json;

int main(int count, char** arguments) {
  if (count != 2) return 3;
  std::vector<Json> answers;
  std::ifstream file(arguments[1]);
  for (std::string line; std::getline(file, line);) answers.push_back(Json::parse(line));
  if (answers.empty()) return 3;
  std::string input;
  std::array<char, 64 * 1024> buffer;
  for (std::size_t next = 0;;) {
    const auto end = input.find('\n');
    if (end == std::string::npos) {
      const auto length = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (length <= 0) return 0;
      input.append(buffer.data(), static_cast<std::size_t>(length));
      continue;
    }
    if (Json::parse(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(end)).is_discarded()) return 4;
    input.erase(0, end + 1);
    const std::string line = answers[next].dump() + '\n';
    next = (next + 1) % answers.size();
    for (std::size_t sent = 0; sent < line.size();) {
      const auto length = ::write(STDOUT_FILENO, line.data() + sent, line.size() - sent);
      if (length <= 0) return 0;
      sent += static_cast<std::size_t>(length);
    }
  }
}
