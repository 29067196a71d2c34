/// \file
/// Conditions on what goes to the market and the operators rather than to devices and Users: service flags, the
/// registration feed, install codes, reports and notices to the CSP. Like every expectation they know no observation.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hallmark::oracle {

/// An SSI `read` that is accepted answers one of these service flags ("A", "N", "I"; empty: null).
struct ReadsServiceFlag {
  std::vector<std::string> flags;
  std::string story;  ///< of the point's meters, said when it is broken
};
/// An SSI `read` answers no flag of before MP077 (W, S).
struct ReadsNoOldFlag {};
/// What the registration feed may say of one metering point.
struct FeedOfPoint {
  std::string metering_point;
  std::vector<std::string> flags;   ///< the values permitted
  std::vector<std::string> before;  ///< what the feed last said, or the flag at reset where it has said nothing yet
  std::string story;                ///< of its meters, said when it is broken
};
/// Whatever rows of the feed about one metering point are judged by.
struct KnownPoint {
  FeedOfPoint now;               ///< with the values that it may have now
  std::vector<std::string> had;  ///< the values that it may ever have had
  std::string fuel;
  std::string network_operator;
  std::optional<std::vector<std::string>> changes;  ///< since the last drain, in order; absent: not certain which
  bool is_judged = true;       ///< false: nothing is said of its values, since it is not certain or not in scope
  bool may_be_old = false;     ///< values of before MP077 are nothing wrong
  bool moved = false;          ///< a meter was moved to or from it
  std::size_t settled_in = 0;  ///< 0, or a number that points have in common which have nothing outstanding
};
/// All metering points of an estate, looked up one by one: an expectation about them is no larger for a larger estate.
class PointBook {
 public:
  virtual ~PointBook() = default;
  /// The point of that id; empty for one nobody knows.
  virtual std::optional<KnownPoint> find(const std::string& metering_point) const = 0;
};
/// Of the world until it learns.
using SharedPointBook = std::shared_ptr<const PointBook>;

/// The last row of each of these points, or what was fed before where there is none, is one of its flags; and the last
/// row of each point of the book that is settled in `settled_in`, where there is one.
struct FeedEndsWith {
  std::vector<FeedOfPoint> points;
  SharedPointBook book = nullptr;
  std::size_t settled_in = 0;
};
/// Each row carries a value that its point may have had; a row for an unknown point is wrong too. Judges the points
/// to or from which a meter was moved, or the others.
struct FeedCarriesOnly {
  SharedPointBook book;
  bool moved = false;
};
/// No row of the feed carries null.
struct FeedHasNoNull {};
/// No row carries W or S, but for points that may.
struct FeedHasNoOldFlag {
  SharedPointBook book;
};
/// No row repeats what was fed of its point before.
struct FeedRepeatsNothing {
  SharedPointBook book;
};
/// The rows of each point are exactly its changes.
struct FeedCarriesEachChange {
  SharedPointBook book;              ///< null: nothing is judged
  std::vector<std::string> changed;  ///< the points that have changed at all
};
/// Each file holds points of its fuel and, where it says whose it is, of its network operator.
struct FeedOfOwnPoints {
  SharedPointBook book;
};
/// One device of an install code request, and the holder who was asked.
struct InstallCodeAsk {
  std::string request;
  std::string device;
  std::string holder;
};
/// What is known of the install code of a device.
struct InstallCodeOfDevice {
  std::string device;
  std::string installer;
  std::optional<std::string> install_code;  ///< hex; absent: not told
  std::vector<std::string> parties;         ///< who may have it
};
/// The holder has answered each of these, in one way or another.
struct InstallCodesAnswered {
  std::vector<InstallCodeAsk> asks;
};
/// Where the holder answers one of these, it gives a code.
struct AnswersWithInstallCode {
  std::vector<InstallCodeAsk> asks;
};
/// Where the holder answers one of these, it says that it was not the installer.
struct AnswersNotInstaller {
  std::vector<InstallCodeAsk> asks;
};
/// Every code given is that of its device.
struct InstallCodesCorrect {
  std::vector<InstallCodeOfDevice> devices;
};
/// Every code given comes from who installed the device.
struct InstallCodesFromInstaller {
  std::vector<InstallCodeOfDevice> devices;
};
/// Every code given goes to one of its parties.
struct InstallCodesOnlyToParties {
  std::vector<InstallCodeOfDevice> devices;
};
/// No code of these devices is given.
struct NoInstallCodeOf {
  std::vector<std::string> devices;
};
/// The performance report includes, or excludes, the device.
struct ReportCounts {
  std::string device;
  bool included = true;
};
/// The report of Service Requests says these numbers.
struct ReportSays {
  long long attempted = 0;
  long long failed = 0;
};
/// One notification that the CSP is owed.
struct CspNotice {
  std::string device;
  bool restricted = false;
  bool owed = true;  ///< false: it may come
};
/// The CSP is told these, per device in this order, and nothing else.
struct CspTold {
  std::vector<CspNotice> notices;
};

/// One alternative of `Condition`.
using MarketCondition =
    std::variant<ReadsServiceFlag, ReadsNoOldFlag, FeedEndsWith, FeedCarriesOnly, FeedHasNoNull, FeedHasNoOldFlag,
                 FeedRepeatsNothing, FeedCarriesEachChange, FeedOfOwnPoints, InstallCodesAnswered,
                 AnswersWithInstallCode, AnswersNotInstaller, InstallCodesCorrect, InstallCodesFromInstaller,
                 InstallCodesOnlyToParties, NoInstallCodeOf, ReportCounts, ReportSays, CspTold>;

}  // namespace hallmark::oracle
