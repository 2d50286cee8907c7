extension Phrasebook {
  static let english = Phrasebook(
    openings: [
      "okay", "all right", "I see", "yes", "no", "well", "good morning", "please sit down", "hmm",
      "right",
    ],
    questions: [
      "what brings you in today", "since when do you have this", "is the cough dry or wet",
      "do you have fever at night", "does it hurt when you breathe", "are you allergic to any drug",
      "did you take any medicine at home", "how is your appetite", "are you sleeping well",
      "do you smoke or drink", "does anyone at home have the same problem",
      "have you had sugar or blood pressure before", "is there any swelling in the feet",
      "can you climb # stairs without stopping", "does the pain go to the left arm",
      "how many times did you vomit",
    ],
    advice: [
      "take one tablet of paracetamol 650 mg after food", "drink # glasses of water a day",
      "let us check the blood pressure", "the pressure is 130/85 today",
      "your oxygen is 98% which is fine", "I will write a blood test and an X-ray",
      "continue the same dose for # days", "come back after # days with the report",
      "avoid oily and spicy food", "walk # minutes in the morning", "stop the old syrup",
      "use the inhaler # times a day", "there is nothing to worry about",
      "please lie down and breathe slowly",
    ],
    complaints: [
      "I have a dry cough and mild fever", "my head hurts on one side", "my chest feels tight",
      "I get breathless on the stairs", "there is a burning pain in the stomach",
      "my throat is sore", "my knees are stiff in the morning", "I feel weak and giddy",
      "I could not sleep the whole night", "there is a rash on both arms",
      "my back hurts when I bend", "I vomited # times", "the wound still itches",
      "my sugar was 180 before breakfast", "my ears are blocked", "I lost # kilos",
    ],
    details: [
      "for # days", "since last week", "mostly at night", "after every meal",
      "only when I walk fast", "and it comes and goes", "but today it is a little better",
      "and the tablets did not help", "with some chills", "about # times a day",
      "more on the right side", "ever since the rain started", "for the last # weeks",
      "and my mother has it too",
    ],
    remarks: [
      #"the neighbour said "it is only gas""#, #"the chemist told me "finish the strip""#,
      #"the report says "within normal limits""#, #"on the box it says "twice daily""#,
      #"the other doctor called it "a viral""#, #"my son says "stop drinking tea""#,
    ],
    stop: ".")
}
