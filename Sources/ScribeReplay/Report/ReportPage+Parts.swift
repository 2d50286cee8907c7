extension ReportPage {
  /// The page's style sheets, those that others build on first.
  static var styles: [[UInt8]] {
    [
      PackageResources.colors_css, PackageResources.page_css, PackageResources.timeline_css,
      PackageResources.table_css, PackageResources.print_css,
    ]
  }

  /// The page's scripts, those that others build on first.
  static var scripts: [[UInt8]] {
    [
      PackageResources.recording_js, PackageResources.words_js, PackageResources.history_js,
      PackageResources.cursor_js, PackageResources.elements_js, PackageResources.summary_js,
      PackageResources.scale_js, PackageResources.lanes_js, PackageResources.timeline_js,
      PackageResources.slider_js, PackageResources.point_js, PackageResources.patient_js,
      PackageResources.routes_js, PackageResources.graph_js, PackageResources.cells_js,
      PackageResources.filter_js, PackageResources.table_js, PackageResources.print_js,
      PackageResources.report_js,
    ]
  }
}
