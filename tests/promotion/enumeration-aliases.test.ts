import { enumeratePromotions } from './enumerate-promotions';

enumeratePromotions('alias');
