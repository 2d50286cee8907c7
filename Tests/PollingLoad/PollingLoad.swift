import Foundation
import LocalServer
import ScribePolling
import ScribeSession
import ScribeStore

/// Tracks many sessions of a server on this machine and tells how late their polls were, whether any
/// was lost, whether all ended as they did at the server, and what it took.
///
/// ```
/// PollingLoad live SESSIONS POLLS urlsession|asynchttpclient   each polled once a second until its end
/// PollingLoad idle SESSIONS urlsession|asynchttpclient         each polled for a while, and then waited with
/// PollingLoad serve POLLS                                      the server, a process of its own
/// ```
///
/// Exits with 1 where a number is missed that is promised.
@main
struct PollingLoad {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "waiting": try await WaitingTasks.measure(count: number(arguments, 1))
    case "serve": try LoadServer.run(polls: number(arguments, 1))
    case "live":
      let isGood = try await LiveLoad(
        sessions: number(arguments, 1), polls: number(arguments, 2), transport: arguments[3]
      ).run()
      exit(isGood ? 0 : 1)
    case "idle":
      let isGood = try await IdleLoad(
        sessions: number(arguments, 1), transport: arguments[2]
      ).run()
      exit(isGood ? 0 : 1)
    default:
      print("usage: PollingLoad live SESSIONS POLLS TRANSPORT | idle SESSIONS TRANSPORT")
      exit(64)
    }
  }

  private static func number(_ arguments: [String], _ place: Int) -> Int {
    arguments.indices.contains(place) ? Int(arguments[place]) ?? 1 : 1
  }

  static func transport(_ name: String) -> any PollTransport {
    switch name {
    case "urlsession": return URLSessionTransport()
    #if AsyncHTTPClient
      case "asynchttpclient": return AsyncHTTPClientTransport()
    #endif
    default:
      print("no such transport in this build: \(name)")
      exit(64)
    }
  }
}
