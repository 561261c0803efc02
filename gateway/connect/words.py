"""Every word of the page that is not a field's label, in both languages."""

from collections.abc import Mapping

from datasources.facts.application import ApplicationStatus
from datasources.facts.text import Text

TITLE = Text("Your incentives", "Sus incentivos")
FAILED = Text("Error", "Error")
LANGUAGES = Text("Language", "Idioma")
GONE = Text(
    "This link is not valid any more. Ask whoever sent it for a new one.",
    "Este enlace ya no es válido. Pida uno nuevo a quien se lo envió.",
)
LATER = Text(
    "This page is not available just now. Please open your link again in a few minutes.",
    "Esta página no está disponible ahora. Abra de nuevo su enlace en unos minutos.",
)
NOT_UNDERSTOOD = Text(
    "This form could not be read, and nothing was saved. Please open your link again.",
    "No se pudo leer este formulario y no se guardó nada. Abra de nuevo su enlace.",
)

FOR_HOME = Text("For {address}.", "Para {address}.")
FOR_HOME_UP_TO = Text(
    "For {address}: up to {total} from these programs.",
    "Para {address}: hasta {total} de estos programas.",
)
PROGRAM = Text("Program", "Programa")
UP_TO = Text("Up to", "Hasta")
SURE = Text("Sure by now", "Seguro por ahora")
APPLICATIONS = Text("Your applications", "Sus solicitudes")
SHARED = Text(
    "What you tell about yourself and your home counts for all of them.",
    "Lo que diga sobre usted y su vivienda vale para todas.",
)
NEXT = Text("What comes next", "Qué sigue")
NEXT_STEPS = Text(
    "Your installer or retailer fills in what it knows, and you the rest. Nothing is handed in "
    "before you sign. Amounts are not promised before a program approves them.",
    "Su instalador o tienda rellena lo que sabe, y usted lo demás. No se presenta nada antes de "
    "que usted firme. Los importes no están prometidos hasta que un programa los aprueba.",
)

STANDING: Mapping[ApplicationStatus, Text] = {
    ApplicationStatus.NOT_STARTED: Text(
        "Not started. Fill in what you know; you can go on later.",
        "Sin empezar. Rellene lo que sepa; puede continuar más tarde.",
    ),
    ApplicationStatus.IN_PROGRESS: Text(
        "In progress. Fill in what is missing, then sign and send.",
        "En curso. Rellene lo que falta y después firme y envíe.",
    ),
    ApplicationStatus.AWAITING_CUSTOMER: Text(
        "Waiting for you. Fill in what is missing, then sign and send.",
        "A la espera de usted. Rellene lo que falta y después firme y envíe.",
    ),
    ApplicationStatus.AWAITING_PARTNER: Text(
        "Sent. Your installer or retailer fills in the rest.",
        "Enviada. Su instalador o tienda rellena lo demás.",
    ),
    ApplicationStatus.COMPLETED: Text(
        "Complete. It can be handed in to the program.",
        "Completa. Se puede presentar al programa.",
    ),
    ApplicationStatus.SUBMITTED: Text(
        "Handed in. The program is looking at it.",
        "Presentada. El programa la está examinando.",
    ),
    ApplicationStatus.APPROVED: Text("Approved by the program.", "Aprobada por el programa."),
    ApplicationStatus.REJECTED: Text(
        "Rejected by the program. Ask your installer or retailer about it.",
        "Rechazada por el programa. Pregunte a su instalador o tienda.",
    ),
}
"""Where an application stands."""

ABOUT_YOU = Text("You and your home", "Usted y su vivienda")
ABOUT_APPLICATION = Text("This application", "Esta solicitud")
UNANSWERED = Text("Still to answer: {count}.", "Por responder: {count}.")
NOT_SAID = Text("Not answered", "Sin respuesta")
YES = Text("Yes", "Sí")
NO = Text("No", "No")
SIGNING = Text("Sign and send", "Firmar y enviar")
AGREE = Text("I agree to the terms of the program.", "Acepto las condiciones del programa.")
SIGN = Text(
    "I sign this application: what it says is true, as far as I know.",
    "Firmo esta solicitud: lo que dice es verdad, hasta donde yo sé.",
)
SAVE = Text("Save", "Guardar")
SEND = Text("Sign and send", "Firmar y enviar")
REOPEN = Text("Change my answers", "Cambiar mis respuestas")

SAVED = Text("Your answers are saved.", "Sus respuestas se han guardado.")
SENT = Text(
    "Your answers are saved, and your application is signed and sent.",
    "Sus respuestas se han guardado y su solicitud está firmada y enviada.",
)
OPENED = Text(
    "You can change your answers now. Sign and send again when you are done.",
    "Ahora puede cambiar sus respuestas. Firme y envíe de nuevo cuando termine.",
)
NOT_SAVED = Text("Nothing was saved. Please look at:", "No se guardó nada. Revise:")
NOT_SENT = Text(
    "Your answers are saved, but not sent. To send them, please look at:",
    "Sus respuestas se han guardado, pero no enviado. Para enviarlas, revise:",
)
NOT_POSSIBLE = Text(
    "Your answers are saved, but this application cannot be sent now. Please ask your installer "
    "or retailer.",
    "Sus respuestas se han guardado, pero esta solicitud no se puede enviar ahora. Pregunte a su "
    "instalador o tienda.",
)
STALE = Text(
    "This application was changed meanwhile, so nothing was saved. You see what is stored now; "
    "please fill in your changes again.",
    "Esta solicitud cambió entretanto, por lo que no se guardó nada. Esto es lo que está guardado "
    "ahora; escriba de nuevo sus cambios.",
)
NOT_YOURS = Text(
    "Nothing was saved: something in this form is not for you to change now.",
    "No se guardó nada: algo de este formulario no lo puede cambiar usted ahora.",
)

NEEDED = Text("is needed to send the application", "es necesario para enviar la solicitud")
TICK_TO_SEND = Text("Tick this box to send.", "Marque esta casilla para enviar.")
NO_WHOLE_NUMBER = Text("must be a whole number", "debe ser un número entero")
NO_AMOUNT = Text(
    "must be an amount in dollars, such as 1250.50", "debe ser un importe en dólares, como 1250.50"
)
NO_DAY = Text("must be a day: year-month-day", "debe ser una fecha: año-mes-día")
NO_CHOICE = Text("must be one of the choices", "debe ser una de las opciones")
