import type { Language } from './language.ts'

/** Spanish, as written on both sides of the ocean. */
export const spanish: Language = {
  locale: 'es',
  items: ['chaqueta de lana', 'impermeable', 'camisa de lino', 'lámpara de mesa', 'mochila'],
  cities: ['Valencia', 'Bogotá', 'Sevilla', 'Guadalajara', 'Rosario'],
  days: ['el lunes', 'el martes', 'el miércoles', 'el jueves', 'el viernes'],
  currency: (amount) => `${amount},00 €`,
  bot: {
    greeting: '¡Hola! Soy Linnie. Puedo ayudarte con envíos, devoluciones y horarios.',
    asks: '¿Me pasas el número de pedido? Empieza por LC.',
    handsOff: 'Te paso con una persona del equipo, un momento.',
  },
  hello: ['Hola {name}, soy {me}.', '¡Hola! Gracias por esperar, te atiende {me}.'],
  tellsOrder: ['{order}', 'es el {order}', 'creo que {order}'],
  holds: ['Voy a preguntar al almacén y te escribo en cuanto sepa algo.'],
  thanks: ['¡Muchas gracias!', 'Perfecto, gracias', 'genial 🙌', '👍'],
  farewells: ['¡De nada, que tengas buen día!', 'Un placer ayudarte, {name}.'],
  questions: [
    {
      asks: ['¿Qué horario tenéis?', '¿Abren los sábados?'],
      answer: 'De lunes a viernes de 8 a 20 h; sábados de 9 a 14 h.',
    },
    {
      asks: ['¿Cuánto cuesta el envío?', '¿Envían a {city}?'],
      answer: 'Tarda de dos a cuatro días laborables; gratis desde 70 €.',
    },
  ],
  scenarios: [
    {
      team: 'orders',
      lines: `
c Hola, mi pedido tenía que llegar {day} y nada / El mensajero ha perdido mi paquete
a Lo siento. Acabo de mirar y la última lectura es de {city}.
c ¿Y ahora qué?
a Te enviamos otro hoy mismo, llega {day}, y reclamamos el primero nosotros.`,
    },
    {
      team: 'returns',
      lines: `
c La talla no me va, ¿puedo cambiar la prenda ({garment}) por una {size}?
a Claro. El mensajero lleva la {size} y recoge la otra. ¿Te viene bien {day}?
c {day} perfecto
a Hecho.`,
    },
    {
      team: 'billing',
      lines: `
c ¿Me pueden enviar la factura a nombre de la empresa?
a Por supuesto, ¿qué datos pongo?
c Taller Morales S. L., calle Mayor 5, {city}
a Ya la tienes en tu correo.`,
    },
  ],
  names: [
    ['Diego', 'Morales'],
    ['Lucía', 'Herrera'],
    ['Andrés', 'Peña'],
    ['Carmen', 'Iglesias'],
    ['Mateo', 'Rojas'],
    ['Inés', 'Núñez'],
  ],
}

/** French. */
export const french: Language = {
  locale: 'fr',
  items: ['veste en laine', 'imperméable', 'chemise en lin', 'lampe de bureau', 'théière émaillée'],
  cities: ['Lyon', 'Nantes', 'Liège', 'Genève', 'Dakar'],
  days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'],
  currency: (amount) => `${amount},00 €`,
  bot: {
    greeting: 'Bonjour, je suis Linnie. Je réponds sur la livraison, les retours et les horaires.',
    asks: 'Quel est votre numéro de commande ? Il commence par LC.',
    handsOff: 'Je vous passe un collègue, un instant.',
  },
  hello: ['Bonjour, {me} à l’appareil.', 'Bonjour {name}, merci d’avoir patienté. Je suis {me}.'],
  tellsOrder: ['{order}', 'c’est le {order}'],
  holds: ['Je demande à l’entrepôt et je reviens vers vous.'],
  thanks: ['Merci beaucoup !', 'Parfait, merci', '👍'],
  farewells: ['Avec plaisir, bonne journée !', 'Je vous en prie, {name}.'],
  questions: [
    {
      asks: ['Quels sont vos horaires ?', 'Vous êtes ouverts le samedi ?'],
      answer: 'Du lundi au vendredi de 8 h à 20 h, le samedi de 9 h à 14 h.',
    },
  ],
  scenarios: [
    {
      team: 'orders',
      lines: `
c Bonjour, ma commande devait arriver {day} / Où est mon colis ?
a Il est à {city} et sera livré {day} matin.
c? Le gardien peut le prendre ?
a? Oui, c’est noté.`,
    },
    {
      team: 'returns',
      lines: `
c L’article ({item}) est arrivé abîmé
a Je suis désolé. Préférez-vous un remplacement ou un remboursement de {amount} ?
c Un remplacement, s’il vous plaît / Un remboursement
a C’est fait, inutile de nous la renvoyer.`,
    },
  ],
  names: [
    ['Camille', 'Lefèvre'],
    ['Mamadou', 'Diop'],
    ['Élodie', 'Marchand'],
    ['Rémi', 'Caron'],
    ['Inès', 'Benali'],
  ],
}

/** Portuguese. */
export const portuguese: Language = {
  locale: 'pt',
  items: ['jaqueta de lã', 'capa de chuva', 'camisa de linho', 'mochila', 'luminária'],
  cities: ['Recife', 'Lisboa', 'Curitiba', 'Porto'],
  days: ['na segunda', 'na terça', 'na quarta', 'na quinta', 'na sexta'],
  currency: (amount) => `R$ ${amount * 6},00`,
  bot: {
    greeting: 'Oi, eu sou a Linnie. Ajudo com entrega, devolução e horários.',
    asks: 'Qual é o número do pedido? Começa com LC.',
    handsOff: 'Vou chamar alguém da equipe, só um instante.',
  },
  hello: ['Oi {name}, aqui é {me}.', 'Olá! Obrigado por esperar, sou {me}.'],
  tellsOrder: ['{order}', 'é o {order}'],
  holds: ['Vou confirmar com o estoque e já volto.'],
  thanks: ['Obrigada!', 'Valeu, muito obrigado', '👍'],
  farewells: ['Por nada, bom dia!', 'Imagina, {name}!'],
  questions: [
    {
      asks: ['Qual o horário de vocês?', 'Abrem no sábado?'],
      answer: 'De segunda a sexta das 8h às 20h, sábado das 9h às 14h.',
    },
  ],
  scenarios: [
    {
      team: 'orders',
      lines: `
c Oi, meu pedido não chegou / Cadê minha encomenda? Era para chegar {day}
a Achei: está em {city} e chega {day}.
c? Pode deixar na portaria?
a? Pode, já anotei.`,
    },
    {
      team: 'returns',
      lines: `
c Quero devolver a {garment}, não serviu
a Sem problema. Prefere trocar por {size} ou o dinheiro de volta?
c Trocar / O dinheiro
a Combinado, a etiqueta está no seu e-mail.`,
    },
  ],
  names: [
    ['João', 'Nogueira'],
    ['Beatriz', 'Falcão'],
    ['Thiago', 'Araújo'],
    ['Inês', 'Gonçalves'],
    ['Luana', 'Prado'],
  ],
}
