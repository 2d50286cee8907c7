/// What a fault does to one poll.
enum Fault: Hashable {
  case drop, reset, cut, duplicate, reorder
  case status(FaultPlan.StatusFault)
}
