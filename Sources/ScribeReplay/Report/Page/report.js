{
  const recording = Recording.embedded();
  const cursor = new Cursor(recording);
  showSummary(recording, cursor);
  const timeline = new Timeline(cursor);
  offerThemes(byId('theme'), () => timeline.draw());
  showSlider(recording, cursor);
  new Point(cursor);
  new PatientTexts(recording, cursor);
  new StateGraph(recording, cursor);
  const filter = new Filter(recording, cursor);
  new PollTable(filter, cursor);
  new Printing(filter, timeline, recording);
  followAddress(cursor);
  cursor.announce();
  if (recording.rows.length === 0) {
    for (const section of document.querySelectorAll('main > section:not(.summary)')) section.hidden = true;
  }
}
